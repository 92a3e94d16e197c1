package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int config(String... args) {
        final String[] all = new String[args.length + 1];
        all[0] = "config";
        System.arraycopy(args, 0, all, 1, args.length);
        return Gatun.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void helpOfASetting_tellsAllOfIt() {
        assertThat(config("help", "interfaces.mtu")).isZero();

        assertThat(out)
                .hasToString(
                        """
                        interfaces.NAME.mtu
                          The longest packet it sends; with IPv6 at least 1280.

                          type      whole number of bytes, 68..9600
                          at least  68, the least a router must forward whole (RFC 791 §3.2)
                          at most   9600, the most that jumbo frames of common devices hold
                          default   the mtu of its port
                        """);
    }

    @Test
    void helpOfASwitchWithScopes_tellsHowTheyCombine() {
        assertThat(config("help", "interfaces.rp_filter")).isZero();

        assertThat(out.toString())
                .endsWith(
                        """
                          type      0, 1, 2
                          default   0
                          in force  the larger of the interface's value and that for all
                        """);
    }

    @Test
    void helpOfASection_listsItsSettingsAndWhatIsMissing() {
        assertThat(config("help", "neighbors")).isZero();
        assertThat(out)
                .hasToString(
                        """
                        neighbors[ADDRESS]
                          The neighbors that are not asked for.

                        setting    type                                        default               what it is
                        address    an IPv4 or IPv6 address                     none; it is required  Its address, in a subnet of the interface.
                        interface  text                                        none; it is required  The interface it is behind.
                        mac        a MAC address, such as "02:00:00:00:00:01"  none; it is required  Its MAC address.
                        """);
    }

    @Test
    void helpOfTunables_namesThoseThatAreNotInThisVersion() {
        assertThat(config("help", "tunables")).isZero();

        assertThat(out.toString())
                .contains("\nnot in this version:\n")
                .contains("\n  icmp_echo_enable_probe: extended echo requests (RFC 8335) are not");
    }

    @Test
    void helpOfWhatIsNot_isWrongUsageWithTheNearest() {
        assertThat(config("help", "interfaces.mtuu")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("gatun: there is no mtuu in interfaces.NAME; did you mean 'mtu'?\n");
    }

    @Test
    void paths_areCompleted() {
        assertThat(new SettingPaths())
                .contains(
                        "interfaces", "interfaces.mtu", "routes.via", "tunables.neigh.unres_qlen");
    }

    @Test
    void schema_isJson() {
        assertThat(config("schema")).isZero();

        final JsonNode schema = JsonMapper.shared().readTree(out.toString());
        assertThat(schema.at("/$schema").asString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(
                        schema.at("/properties/ports/additionalProperties/properties/mtu/maximum")
                                .asInt())
                .isEqualTo(9600);
    }

    @Test
    void helpAsJson_isThePartOfTheSchema() {
        assertThat(config("help", "-j", "dpdk.memory")).isZero();

        assertThat(JsonMapper.shared().readTree(out.toString()).at("/default").asInt())
                .isEqualTo(512);
    }
}
