package segmentmart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of the house: along the way of the data, with database below and cli above. */
@AnalyzeClasses(packages = "segmentmart", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("segmentmart.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesFollowTheData = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("generate")
            .definedBy("segmentmart.generate..")
            .layer("intake")
            .definedBy("segmentmart.intake..")
            .layer("staging")
            .definedBy("segmentmart.staging..")
            .layer("mart")
            .definedBy("segmentmart.mart..")
            .layer("database")
            .definedBy("segmentmart.database..")
            .layer("daemon")
            .definedBy("segmentmart.daemon..")
            .layer("rehearsal")
            .definedBy("segmentmart.rehearsal..")
            .layer("tuning")
            .definedBy("segmentmart.tuning..")
            .layer("http")
            .definedBy("segmentmart.http..")
            .layer("dashboard")
            .definedBy("segmentmart.dashboard..")
            .layer("drill")
            .definedBy("segmentmart.drill..")
            .layer("report")
            .definedBy("segmentmart.report..")
            .layer("lineage")
            .definedBy("segmentmart.lineage..")
            .layer("export")
            .definedBy("segmentmart.export..")
            .layer("cli")
            .definedBy("segmentmart.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("generate")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("generate")
            .mayNotAccessAnyLayer()
            .whereLayer("daemon")
            .mayOnlyBeAccessedByLayers("rehearsal", "tuning", "http", "drill", "cli")
            .whereLayer("rehearsal")
            .mayOnlyBeAccessedByLayers("tuning", "cli")
            .whereLayer("tuning")
            .mayOnlyBeAccessedByLayers("http", "cli")
            .whereLayer("http")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("dashboard")
            .mayOnlyBeAccessedByLayers("http")
            .whereLayer("dashboard")
            .mayOnlyAccessLayers("database", "lineage", "export")
            .whereLayer("drill")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("drill")
            .mayOnlyAccessLayers("daemon", "database")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("report")
            .mayOnlyAccessLayers("database")
            .whereLayer("lineage")
            .mayOnlyBeAccessedByLayers("dashboard", "cli")
            .whereLayer("lineage")
            .mayOnlyAccessLayers("database")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("dashboard", "cli")
            .whereLayer("export")
            .mayOnlyAccessLayers("database")
            .whereLayer("mart")
            .mayOnlyBeAccessedByLayers("daemon", "rehearsal", "tuning", "http", "cli")
            .whereLayer("staging")
            .mayOnlyBeAccessedByLayers("mart", "daemon", "rehearsal", "tuning", "http", "cli")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers(
                    "daemon",
                    "rehearsal",
                    "tuning",
                    "http",
                    "dashboard",
                    "drill",
                    "report",
                    "lineage",
                    "export",
                    "cli");

    @ArchTest
    static final ArchRule nothingIsNamedAfterNothing = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl");

    @ArchTest
    static final ArchRule onlyTheMainClassEndsTheProcess =
            noClasses().that().doNotHaveSimpleName("Main").should().callMethod(System.class, "exit", int.class);
}
