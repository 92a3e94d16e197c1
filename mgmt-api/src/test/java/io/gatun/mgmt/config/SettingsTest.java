package io.gatun.mgmt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.ListShape;
import io.gatun.mgmt.schema.Member;
import io.gatun.mgmt.schema.NamedShape;
import io.gatun.mgmt.schema.Place;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Shape;
import io.gatun.mgmt.schema.ValueShape;
import io.gatun.mgmt.schema.ValuesShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That every setting says what it is. */
class SettingsTest {

    record Setting(String path, Member member) {

        @Override
        public String toString() {
            return path;
        }
    }

    static List<Setting> settings() {
        final List<Setting> settings = new ArrayList<>();
        collect("", ConfigurationFile.SHAPE, settings);
        return settings;
    }

    private static void collect(String path, GroupShape group, List<Setting> settings) {
        for (final Member member : group.members()) {
            settings.add(new Setting(path + member.key(), member));
            below(member.shape())
                    .forEach(each -> collect(path + member.key() + ".", each, settings));
        }
    }

    private static Stream<GroupShape> below(Shape shape) {
        return switch (shape) {
            case GroupShape group -> Stream.of(group);
            case NamedShape named -> Stream.of(named.each());
            case ListShape list -> Stream.of(list.each());
            case ValuesShape _, ValueShape _ -> Stream.empty();
        };
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySetting_hasASentenceADefaultAndReasonsForItsBounds(Setting setting) {
        final Member member = setting.member();

        assertThat(member.setting().value()).matches("[A-Z0-9].*\\.");
        if (member.shape() instanceof ValueShape value) {
            assertThat(member.setting().isRequired() || !member.byDefault().isEmpty())
                    .as("it has a default, or is required")
                    .isTrue();
            assertThat(
                            member.setting().fallback().isEmpty()
                                    || Records.fallback(member).isPresent())
                    .as("the default is a value of it")
                    .isTrue();
            assertThat(value.bound().min()).isLessThan(value.bound().max());
            assertThat(value.bound().floor()).isNotBlank();
            assertThat(value.bound().ceiling()).isNotBlank();
        }
        assertThat(Place.of(ConfigurationFile.SHAPE, List.of(setting.path().split("\\."))).member())
                .contains(member);
    }

    @Test
    void keysThatAreAbsent_areNoSettings() {
        for (final Setting setting : settings()) {
            below(setting.member().shape())
                    .forEach(group ->
                            assertThat(group.absent().keySet())
                                    .noneMatch(key -> group.member(key).isPresent()));
        }
    }

    @Test
    void recordOfNothing_hasTheDefaults() {
        final NeighborTunables neigh = Records.byDefault(NeighborTunables.class);

        assertThat(neigh)
                .isEqualTo(
                        new NeighborTunables(
                                30_000, 1_000, 3, 3, 5, 60, 101, 16_384, 32_768, 65_536));
        assertThat(Records.of(NeighborTunables.class, Map.of("mcastSolicit", 7L)).mcastSolicit())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "interfaces.mtu | interfaces.NAME.mtu",
                "interfaces.west.mtu | interfaces.NAME.mtu",
                "interfaces.lan.mtu | interfaces.NAME.mtu",
                "interfaces[east.100].mtu | interfaces.NAME.mtu",
                "routes[10.0.0.0/8].via | routes[PREFIX].via",
                "neighbors | neighbors[ADDRESS]",
                "tunables.neigh.gc_thresh1 | tunables.neigh.gc_thresh1",
            })
    void place_isFoundWithNamesAndWithout(String path, String shown) {
        assertThat(Place.of(ConfigurationFile.SHAPE, ConfigPath.parse(path).steps()).path())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prots | there is no prots in the configuration; did you mean 'ports'?",
                "router.nmae | there is no nmae in router; did you mean 'name'?",
                "router.name.first | router.name is a value; there is no first in it",
                "interfaces.west.mtuu | there is no mtuu in interfaces.NAME; did you mean 'mtu'?",
                "tunables.ipfrag_time | ipfrag_time of tunables is not in this version: fragments to the router itself are dropped, not reassembled",
            })
    void placeThatIsNot_isSaidToBeNone(String path, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Place.of(ConfigurationFile.SHAPE, ConfigPath.parse(path).steps()))
                .withMessage(sentence);
    }
}
