package io.gatun.mgmt.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * How records look outside: snake_case keys in the order of the record, addresses as text, enums in
 * lower case, absent as null. Reading is strict: every key is there and none is unknown.
 */
final class RecordMapping {

    private RecordMapping() {}

    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M mapper(B builder) {
        return builder.propertyNamingStrategy(new Keys())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, RecordMapping::onlyText)
                .addMixIn(Request.class, NamedByType.class)
                .addMixIn(Reply.class, NamedByType.class)
                .registerSubtypes(namesOf(Request.class))
                .registerSubtypes(namesOf(Reply.class))
                .addModule(addresses())
                .addModule(
                        new SimpleModule("rows")
                                .addDeserializer(Reply.Rows.class, new RowsDeserializer())
                                .addDeserializer(Reply.Event.class, new EventDeserializer()))
                .build();
    }

    private static void onlyText(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface NamedByType {}

    private static NamedType[] namesOf(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(RecordMapping::records)
                .map(type -> new NamedType(type, RequestKind.of(type)))
                .toArray(NamedType[]::new);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RecordMapping::records)
                : Stream.of(type);
    }

    private static SimpleModule addresses() {
        final SimpleModule module = new SimpleModule("addresses");
        text(module, IpAddress.class, IpAddress::parse);
        text(module, Ipv4Address.class, Ipv4Address::parse);
        text(module, Ipv6Address.class, Ipv6Address::parse);
        text(module, IpPrefix.class, IpPrefix::parse);
        text(module, Ipv4Prefix.class, Ipv4Prefix::parse);
        text(module, Ipv6Prefix.class, Ipv6Prefix::parse);
        text(module, InterfaceAddress.class, InterfaceAddress::parse);
        text(module, MacAddress.class, MacAddress::parse);
        text(module, TableId.class, TableId::parse);
        text(module, RouteProtocol.class, RouteProtocol::parse);
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parser) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new TextDeserializer<>(type, parser));
    }

    /** The key of a record's component. */
    static String key(String component) {
        return new Keys().translate(component);
    }

    /**
     * Keys in snake_case; {@code interface} is a word of Java and therefore called otherwise there.
     */
    private static final class Keys extends PropertyNamingStrategies.SnakeCaseStrategy {

        private static final long serialVersionUID = 1;

        @Override
        public String translate(String name) {
            return "interfaceName".equals(name) ? "interface" : super.translate(name);
        }
    }
}
