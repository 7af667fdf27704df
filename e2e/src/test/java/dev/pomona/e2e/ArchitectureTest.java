// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/// The dependency rule of the house.
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pomona");

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }

    @Test
    void modelStandsOnNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.model..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.pomona.model..", "java..", "org.jspecify..")
                .because("the model is the ground: everything stands on it and it stands on nothing"));
    }

    @Test
    void gitStandsOnTheModelAtMostAndStartsNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.git..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("dev.pomona.git..", "dev.pomona.model..", "java..", "org.jspecify..")
                .because("a reader of repositories that nobody trusts is small enough to be read"));
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.git..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Runtime")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.net..")
                .because("a repository's hooks, filters and settings can name programs: none is ever started"));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.pomona.(**)").should().beFreeOfCycles());
    }

    @Test
    void scannersSeeOnlyTheirContract() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.scanners..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pomona.engine..",
                        "dev.pomona.advisories..",
                        "dev.pomona.formats..",
                        "dev.pomona.policy..",
                        "dev.pomona.cli..")
                .because("a scanner knows the scan API, the model, versions and syntax, and nothing of who calls it"));
    }

    @Test
    void scannersOpenNoFileAndNoSocket() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.pomona.scanners..", "dev.pomona.syntax..", "dev.pomona.versions..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.net.http..", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.FileInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .because("the engine reads each file once, within limits, and hands out the bytes"));
    }

    @Test
    void policyHasNoClockAndNoFiles() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.policy..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..")
                .because("a decision is a function of facts, policy, waivers and a time that is passed in"));
    }

    @Test
    void onlyCelKnowsCel() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.pomona.policy.cel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cel..")
                .because("CEL costs half a second to load, and a scan without a policy must not pay for it"));
    }

    @Test
    void onlyTheStoreKnowsSql() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona..")
                .and()
                .resideOutsideOfPackage("dev.pomona.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer.hikari..")
                .because("SQL spread over a program can't be reviewed or tuned"));
    }

    @Test
    void onlyTelemetryKnowsOpenTelemetry() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.pomona.server.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .because("without a receiver none of it is loaded"));
    }

    @Test
    void theStoreStandsOnTheModelAlone() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pomona.server..",
                        "dev.pomona.engine..",
                        "dev.pomona.advisories..",
                        "dev.pomona.formats..",
                        "dev.pomona.policy..",
                        "dev.pomona.cli..")
                .because("what is kept does not depend on what is made of it"));
    }

    @Test
    void theServerDoesNotKnowTheCommandLine() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.pomona.cli..")
                .because("arrows point down only"));
    }

    @Test
    void onlyTheProgramStartsAndChooses() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona..")
                .and()
                .resideOutsideOfPackage("dev.pomona.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.pomona.cli..")
                .because("arrows point down only"));
        check(methods()
                .that()
                .haveName("main")
                .and()
                .areStatic()
                .should()
                .beDeclaredInClassesThat()
                .resideInAPackage("dev.pomona.cli..")
                .because("only the program has a main"));
    }

    @Test
    void nobodyReadsTheClockOnTheSide() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona..")
                // the engine's cache compares with the file system's clock, and nothing of it is in a result
                .and()
                .doNotHaveFullyQualifiedName("dev.pomona.engine.FileMemo")
                .and()
                .doNotHaveFullyQualifiedName("dev.pomona.engine.cache.ResultCache")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("the same inputs give the same bytes: clock, randomness and ids are passed in"));
    }

    @Test
    void nobodyPrintsOnTheSide() {
        check(noClasses()
                .that()
                .resideInAPackage("dev.pomona..")
                .and()
                .doNotHaveFullyQualifiedName("dev.pomona.cli.Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("results go through the terminal, where foreign text is escaped"));
    }

    @Test
    void everyPackageIsNullMarked() {
        check(classes()
                .that()
                .resideInAPackage("dev.pomona..")
                .should(new ArchCondition<>("be in a package that is @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean isMarked = type.getPackage()
                                .tryGetAnnotationOfType(org.jspecify.annotations.NullMarked.class)
                                .isPresent();
                        if (!isMarked) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " has no @NullMarked package-info"));
                        }
                    }
                })
                .because("null is checked by the compiler only where the package asks for it"));
    }
}
