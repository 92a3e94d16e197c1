package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleRequests;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.FieldTypes;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Each field of each request holding what it may not: named, before anybody acts. */
@Timeout(60)
class FieldSweepTest {

    @TempDir private Path folder;
    private final BlockingQueue<Request> reached = new LinkedBlockingQueue<>();
    private int id;

    private static Map<String, Object> fields(Request request) {
        return CBORMapper.shared()
                .readValue(
                        MessageCodec.encode(request), new TypeReference<Map<String, Object>>() {});
    }

    private static Map<String, Object> with(Request request, String field, Object value) {
        final Map<String, Object> fields = new LinkedHashMap<>(fields(request));
        fields.put(field, value);
        return fields;
    }

    private Reply answer(RawClient client, Map<String, Object> fields) throws Exception {
        client.send(Frame.of(++id, RawClient.cbor(fields)));
        final Frame frame = client.frame();
        assertThat(frame.requestId()).isEqualTo(id);
        return RawClient.reply(frame);
    }

    private void isRefused(RawClient client, Map<String, Object> fields, String field)
            throws Exception {
        final Reply reply = answer(client, fields);
        assertThat(reply).as("%s", fields).isInstanceOf(Refusal.class);
        final Refusal refusal = (Refusal) reply;
        assertThat(refusal.code())
                .as("%s", fields)
                .isIn(RefusalCode.OUT_OF_BOUNDS, RefusalCode.MALFORMED);
        assertThat(refusal.field()).as("%s", fields).startsWith(field);
        assertThat(reached).as("%s", fields).isEmpty();
    }

    @Test
    @Spec("NLK-26")
    void valueOfTheWrongType_isRefusedByItsFieldBeforeAnythingIsDone() throws Exception {
        try (var router = RecordingRouter.open(folder, reached);
                var client = RawClient.of(folder)) {
            for (final Request request : ExampleRequests.all().toList()) {
                for (final RecordComponent each : request.getClass().getRecordComponents()) {
                    final String field = FieldTypes.key(each);
                    final boolean isMap = Map.class.isAssignableFrom(each.getType());
                    for (final Object wrong :
                            List.of(1.5, List.of(List.of(1)), Map.of("x", List.of()))) {
                        isRefused(client, with(request, field, wrong), field);
                    }
                    if (!FieldTypes.isWhole(FieldTypes.valueType(each))) {
                        isRefused(client, with(request, field, 1L << 40), field);
                    }
                    if (!isMap && FieldTypes.isWhole(FieldTypes.valueType(each))) {
                        isRefused(client, with(request, field, "7"), field);
                    }
                    if (each.getType() == boolean.class) {
                        isRefused(client, with(request, field, "true"), field);
                        isRefused(client, with(request, field, 1), field);
                    }
                }
                isRefused(client, with(request, "no such field", 1), "no such field");
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-26")
    void fieldThatIsMissing_isRefusedUnlessItMayBe() throws Exception {
        try (var router = RecordingRouter.open(folder, reached);
                var client = RawClient.of(folder)) {
            for (final Request request : ExampleRequests.all().toList()) {
                for (final RecordComponent each : request.getClass().getRecordComponents()) {
                    final boolean mustBeThere =
                            FieldTypes.valueType(each) == each.getType()
                                    && !FieldTypes.isCollection(each.getType())
                                    && !Map.class.isAssignableFrom(each.getType())
                                    && !FieldTypes.hasDefaults(each.getType());
                    if (mustBeThere) {
                        final Map<String, Object> fields = new LinkedHashMap<>(fields(request));
                        fields.remove(FieldTypes.key(each));
                        isRefused(client, fields, FieldTypes.key(each));
                    }
                }
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    /** Longest and largest, one beyond. */
    @Test
    @Spec("NLK-26")
    void valueBeyondItsBound_isRefusedWithTheBound() throws Exception {
        final Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("start-trace count", Request.StartTrace.MAX_COUNT + 1);
        limits.put("start-capture name", "x".repeat(Request.StartCapture.MAX_NAME + 1));
        limits.put("start-capture snap_length", Request.StartCapture.MOST_SNAP_LENGTH + 1);
        limits.put("explain frame", "00".repeat(Request.Explain.MAX_BYTES + 1));
        limits.put(
                "commit-configuration comment",
                "x".repeat(Request.OfConfiguration.MAX_COMMENT + 1));
        limits.put(
                "commit-configuration confirm_seconds",
                Request.OfConfiguration.MAX_CONFIRM_SECONDS + 1);
        limits.put("watch groups", List.of());
        try (var router = RecordingRouter.open(folder, reached);
                var client = RawClient.of(folder)) {
            for (final Map.Entry<String, Object> each : limits.entrySet()) {
                final String[] words = each.getKey().split(" ", 2);
                final Request request =
                        ExampleRequests.all()
                                .filter(some -> RequestKind.of(some.getClass()).equals(words[0]))
                                .findFirst()
                                .orElseThrow();
                final Refusal refusal =
                        (Refusal) answer(client, with(request, words[1], each.getValue()));
                assertThat(refusal.code()).isEqualTo(RefusalCode.OUT_OF_BOUNDS);
                assertThat(refusal.field()).isEqualTo(words[1]);
                assertThat(refusal.bound()).isNotEmpty();
                assertThat(reached).isEmpty();
            }
            assertThat(router.faults()).isEmpty();
        }
    }
}
