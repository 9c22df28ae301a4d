package io.reconai.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.reconai.server.identity.Workspace;

/// The directions in which the server's parts may lean.
@AnalyzeClasses(packages = "io.reconai.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_DATABASES = noClasses()
            .that()
            .resideOutsideOfPackage("io.reconai.server.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "com.mongodb..",
                    "org.bson..",
                    "io.reconai.server.store.sqlite..",
                    "io.reconai.server.store.mongo..");

    @ArchTest
    static final ArchRule THE_SERVER_KNOWS_NO_COMMAND_LINE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.reconai.cli..", "io.reconai.lab..", "picocli..");

    /// A workspace comes from a verified credential; only what was stored earlier, work in the queue and rows read by
    /// the adapters, takes it from its record.
    @ArchTest
    static final ArchRule WORKSPACES_ARE_NOT_MADE_UP = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.reconai.server.scans.ScanQueue")
            .and()
            .resideOutsideOfPackages("io.reconai.server.store.sqlite", "io.reconai.server.store.mongo")
            .should()
            .callMethod(Workspace.class, "ofRecord", String.class);

    @ArchTest
    static final ArchRule NOBODY_RUNS_REACTIVELY =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.smallrye.mutiny..");
}
