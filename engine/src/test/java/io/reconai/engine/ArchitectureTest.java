package io.reconai.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// The directions in which the engine's parts may lean.
@AnalyzeClasses(packages = "io.reconai", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_ENGINE_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.reconai.server..",
                    "io.reconai.cli..",
                    "io.reconai.lab..",
                    "io.quarkus..",
                    "jakarta..",
                    "picocli..");

    @ArchTest
    static final ArchRule THE_LAB_KNOWS_NOTHING_OF_US = noClasses()
            .that()
            .resideInAPackage("io.reconai.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.reconai.engine..");

    @ArchTest
    static final ArchRule ONLY_THE_DIALER_OPENS_SOCKETS = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine..")
            .and()
            .resideOutsideOfPackage("io.reconai.engine.net")
            .should()
            .callConstructor(Socket.class)
            .orShould()
            .callConstructor(DatagramSocket.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ServerSocket.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(HttpClient.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(URL.class)
            .orShould()
            .callMethod(SocketChannel.class, "open")
            .orShould()
            .callMethod(DatagramChannel.class, "open")
            .orShould()
            .callMethod(ServerSocketChannel.class, "open");

    /// The JDK's resolver asks whom the system names, not whom the operator named.
    @ArchTest
    static final ArchRule NOBODY_RESOLVES_BY_THE_JDK = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine..")
            .should()
            .callMethod(InetAddress.class, "getByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getAllByName", String.class);

    @ArchTest
    static final ArchRule DETECTORS_ONLY_JUDGE = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine.detectors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.reconai.engine.http..", "io.reconai.engine.dns..", "io.reconai.engine.enrichment..");

    @ArchTest
    static final ArchRule WHAT_IS_KNOWN_DEPENDS_ON_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine.asset")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.reconai.engine.net..",
                    "io.reconai.engine.dns..",
                    "io.reconai.engine.http..",
                    "io.reconai.engine.detectors..",
                    "io.reconai.engine.risk..");
}
