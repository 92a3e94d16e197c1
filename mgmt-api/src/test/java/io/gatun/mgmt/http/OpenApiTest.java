package io.gatun.mgmt.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.codec.JsonText;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document is read by the parser that others' tools are made of. */
class OpenApiTest {

    private static SwaggerParseResult parse() {
        final ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser()
                .readContents(
                        JsonText.pretty(new OpenApi(new RequestNames()).document("0.1.0")),
                        List.of(),
                        options);
    }

    @Test
    void document_isValidOpenApi31() {
        final SwaggerParseResult result = parse();

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
    }

    @Test
    void everyPath_isInIt() {
        final OpenAPI document = parse().getOpenAPI();

        for (final String name : new RequestNames().all()) {
            assertThat(document.getPaths()).containsKey("/v1/" + name);
        }
        assertThat(document.getPaths())
                .containsKeys("/metrics", "/healthz", "/readyz", "/v1/watch");
        assertThat(document.getPaths().get("/v1/routes").getPut().getRequestBody()).isNotNull();
        assertThat(document.getPaths().get("/v1/routes").getGet().getParameters())
                .anyMatch(parameter -> parameter.getName().equals("table"));
    }

    @Test
    void lists_areRowsAndWhetherTheyRaced() {
        final Schema<?> answer =
                parse().getOpenAPI()
                        .getPaths()
                        .get("/v1/routes")
                        .getGet()
                        .getResponses()
                        .get("200")
                        .getContent()
                        .get("application/json")
                        .getSchema();

        assertThat(answer.getRequired()).containsExactlyInAnyOrder("rows", "raced");
        assertThat(answer.getProperties().get("rows").getItems().get$ref()).endsWith("/RouteEntry");
        final Schema<?> raced = answer.getProperties().get("raced");
        assertThat(raced.getTypes()).containsExactly("boolean");
        assertThat(raced.getDescription()).contains("changed");
    }

    @Test
    void everyReference_leadsToASchema() {
        final String text = JsonText.pretty(new OpenApi(new RequestNames()).document("0.1.0"));
        final OpenAPI document = parse().getOpenAPI();

        java.util.regex.Pattern.compile("#/components/schemas/(\\w+)")
                .matcher(text)
                .results()
                .forEach(found ->
                        assertThat(document.getComponents().getSchemas())
                                .containsKey(found.group(1)));
    }
}
