package io.gatun.dataplane;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.gatun.dataplane.node.Cause;
import io.gatun.mgmt.model.MacAddress;
import org.junit.jupiter.api.Test;

/** Which room may look into which (section 2 of the design). */
class ArrowsTest {

    private static final String ROOT = "io.gatun.dataplane";
    private static final JavaClasses ROOMS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.gatun");

    private static void holds(ArchRule rule) {
        rule.check(ROOMS);
    }

    /** Classes of this room depend on the JDK, on themselves and on these packages alone. */
    private static ArchRule room(String room, String... others) {
        final String[] allowed = new String[others.length + 2];
        System.arraycopy(others, 0, allowed, 2, others.length);
        allowed[0] = "java..";
        allowed[1] = inside(room);
        return classes()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private static String inside(String room) {
        return ROOT + "." + room + "..";
    }

    @Test
    void wire_knowsTheJdkAndHowToReachMemory() {
        holds(room("wire", "org.agrona"));
    }

    @Test
    void packet_knowsWire() {
        holds(room("packet", inside("wire")));
    }

    @Test
    void graph_knowsPacketsAndWireAndItsRings() {
        holds(room("graph", inside("packet"), inside("wire"), "org.jctools..", "org.agrona.."));
    }

    @Test
    void table_knowsWireAlone() {
        holds(room("table", inside("wire")));
    }

    @Test
    void node_knowsGraphPacketWireAndTable() {
        holds(room("node", inside("graph"), inside("packet"), inside("wire"), inside("table")));
    }

    @Test
    void rib_knowsTheModelAlone() {
        holds(room("rib", "io.gatun.mgmt.model", "io.gatun.mgmt.message"));
    }

    @Test
    void revision_knowsTheJdkAlone() {
        holds(room("revision"));
    }

    @Test
    void worker_knowsNoControl() {
        holds(
                room(
                        "worker",
                        inside("graph"),
                        inside("packet"),
                        inside("table"),
                        inside("port"),
                        "org.agrona.."));
    }

    @Test
    void control_knowsNoNodeButTheCauseItAnswersWith() {
        holds(
                noClasses()
                        .that()
                        .resideInAPackage(inside("control"))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage(inside("node"))
                                        .and(not(equivalentTo(Cause.class)))));
    }

    @Test
    void ports_knowNeitherNodesNorTablesNorControl() {
        holds(
                noClasses()
                        .that()
                        .resideInAPackage(inside("port"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(inside("node"), inside("table"), inside("control")));
    }

    @Test
    void nativeBindings_areForTheDpdkPortTheDoctorTheDemoAndTheRoot() {
        holds(
                noClasses()
                        .that(
                                resideInAPackage(ROOT + "..")
                                        .and(
                                                not(
                                                        resideInAnyPackage(
                                                                ROOT,
                                                                inside("port.dpdk"),
                                                                inside("demo"),
                                                                inside("doctor")))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.gatun.dpdk..", "io.gatun.linux.."));
    }

    @Test
    void managementApi_isForControlConfigurationRibReplayAndTheRoot() {
        holds(
                noClasses()
                        .that(
                                resideInAPackage(ROOT + "..")
                                        .and(
                                                not(
                                                        resideInAnyPackage(
                                                                ROOT,
                                                                inside("control"),
                                                                inside("lifecycle"),
                                                                inside("configuration"),
                                                                inside("rib"),
                                                                inside("port.dpdk"),
                                                                inside("replay"),
                                                                inside("explain"),
                                                                inside("telemetry"),
                                                                inside("training"),
                                                                inside("demo")))))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.gatun.mgmt..")
                                        .and(not(equivalentTo(MacAddress.class)))));
    }

    /** What it makes a device of. */
    @Test
    void dpdkPort_knowsOfTheManagementApiItsConfigurationAlone() {
        holds(
                noClasses()
                        .that()
                        .resideInAPackage(inside("port.dpdk"))
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.gatun.mgmt..")
                                        .and(not(equivalentTo(MacAddress.class)))
                                        .and(not(resideInAPackage("io.gatun.mgmt.config")))));
    }

    @Test
    void modulesBelow_knowNothingOfTheDataplane() {
        holds(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "io.gatun.dpdk..", "io.gatun.linux..", "io.gatun.mgmt..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ROOT + ".."));
    }

    @Test
    void nativeBindings_andManagementApi_knowNothingOfEachOther() {
        holds(
                noClasses()
                        .that()
                        .resideInAnyPackage("io.gatun.dpdk..", "io.gatun.linux..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.gatun.mgmt.."));
        holds(
                noClasses()
                        .that()
                        .resideInAPackage("io.gatun.mgmt..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.gatun.dpdk..", "io.gatun.linux.."));
    }

    @Test
    void rooms_formNoCircle() {
        holds(
                slices().matching(
                                ROOT
                                        + ".(wire|packet|graph|table|rib|node|worker|port|control|telemetry|configuration|revision|lifecycle)..")
                        .should()
                        .beFreeOfCycles());
    }
}
