package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.model.KindEntry;
import io.gatun.mgmt.model.KindEntry.Field;
import io.gatun.mgmt.model.KindEntry.Sort;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows only how to list kinds learns all the rest. */
@Timeout(60)
class KindsTest {

    @TempDir private Path folder;

    private ControlThread router() throws Exception {
        return new ControlThread(folder, "edge-1");
    }

    private List<KindEntry> kinds() throws Exception {
        try (var client = ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
            return client.list(ResourceKind.KIND, KindEntry.class);
        }
    }

    private static KindEntry find(List<KindEntry> kinds, Sort sort, String name) {
        return kinds.stream()
                .filter(kind -> kind.sort() == sort && kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Spec("NLK-31")
    void kinds_areLearnedByNameWithVersionOperationsAndFields() throws Exception {
        try (var router = router()) {
            final List<KindEntry> kinds = kinds();

            assertThat(kinds).extracting(kind -> kind.sort() + kind.name()).doesNotHaveDuplicates();
            assertThat(kinds).extracting(KindEntry::version).containsOnly(Frame.VERSION);
            assertThat(names(kinds, Sort.REQUEST))
                    .containsExactlyInAnyOrderElementsOf(
                            RequestKind.all().map(RequestKind::of).toList());
            assertThat(names(kinds, Sort.RESOURCE)).hasSize(ResourceKind.values().length);
            assertThat(names(kinds, Sort.EVENT_GROUP)).hasSize(EventGroup.values().length);

            final KindEntry set = find(kinds, Sort.REQUEST, "set-interface");
            assertThat(set.role()).isEqualTo("admin");
            assertThat(set.operations()).containsExactly("change");
            assertThat(set.fields())
                    .containsExactly(
                            new Field("name", "text", false, List.of(), List.of()),
                            new Field("up", "boolean", false, List.of(), List.of()));
            final KindEntry neighbor = find(kinds, Sort.RESOURCE, "neighbor");
            assertThat(neighbor.operations()).containsExactly("list", "watch");
            assertThat(neighbor.fields())
                    .extracting(Field::name)
                    .containsExactly("address", "interface", "mac", "state", "age_ms", "router");
            assertThat(neighbor.fields().get(3).words()).contains("stale", "permanent");
            assertThat(find(kinds, Sort.REQUEST, "put-route").fields())
                    .filteredOn(field -> field.name().equals("attributes"))
                    .flatExtracting(Field::fields)
                    .extracting(Field::name)
                    .contains("via", "metrics");
            assertThat(find(kinds, Sort.RESOURCE, "explanation").operations()).isEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    private static List<String> names(List<KindEntry> kinds, Sort sort) {
        return kinds.stream().filter(kind -> kind.sort() == sort).map(KindEntry::name).toList();
    }

    /** What is said to be listed is listed, and the rest is not offered. */
    @Test
    void everyResourceThatSaysList_isListed() throws Exception {
        try (var router = router();
                var client =
                        ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
            for (final KindEntry kind : kinds()) {
                if (kind.sort() == Sort.RESOURCE && kind.operations().contains("list")) {
                    final var of = ResourceKind.valueOf(kind.name().toUpperCase(Locale.ROOT));
                    assertThat(client.list(of, Resource.class)).as(kind.name()).isNotEmpty();
                }
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-31")
    void afterARestart_theNamesAreResolvedAgain() throws Exception {
        final List<KindEntry> before;
        try (var router = router()) {
            before = kinds();
            assertThat(router.faults()).isEmpty();
        }
        try (var router = router()) {
            assertThat(kinds()).isEqualTo(before);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void kinds_areAskedForByTheirFields() throws Exception {
        try (var router = router();
                var client =
                        ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
            assertThat(
                            client.list(
                                    new Request.ListResources(
                                            ResourceKind.KIND,
                                            Map.of("sort", "request", "name", "explain")),
                                    KindEntry.class))
                    .singleElement()
                    .extracting(KindEntry::role)
                    .isEqualTo("read-only");
            assertThat(
                            catchThrowableOfType(
                                            RefusedException.class,
                                            () ->
                                                    client.list(
                                                            new Request.ListResources(
                                                                    ResourceKind.KIND,
                                                                    Map.of("fields", "name")),
                                                            KindEntry.class))
                                    .refusal()
                                    .code())
                    .isEqualTo(RefusalCode.MALFORMED);
            assertThat(router.faults()).isEmpty();
        }
    }
}
