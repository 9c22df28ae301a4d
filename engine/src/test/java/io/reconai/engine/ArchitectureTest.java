package io.reconai.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import javax.net.SocketFactory;

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
            .dependOnClassesThat()
            .areAssignableTo(URLConnection.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(AsynchronousSocketChannel.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SelectorProvider.class)
            .orShould(opensASocket());

    /// In whatever form: with or without arguments, by a channel, or by a factory that is not handed a connected one.
    private static ArchCondition<JavaClass> opensASocket() {
        var openers = Set.of(
                SocketChannel.class.getName(), DatagramChannel.class.getName(), ServerSocketChannel.class.getName());
        return new ArchCondition<>("open a socket") {
            @Override
            public void check(JavaClass source, ConditionEvents events) {
                for (var call : source.getMethodCallsFromSelf()) {
                    var target = call.getTarget();
                    var opens = target.getName().equals("open")
                            && openers.contains(target.getOwner().getName());
                    var makes = target.getName().equals("createSocket")
                            && target.getOwner().isAssignableTo(SocketFactory.class)
                            && !(target.getRawParameterTypes().size() > 1
                                    && target.getRawParameterTypes().getFirst().isAssignableTo(Socket.class));
                    if (opens || makes) {
                        events.add(SimpleConditionEvent.satisfied(call, call.getDescription()));
                    }
                }
                for (var call : source.getConstructorCallsFromSelf()) {
                    var owner = call.getTargetOwner();
                    if (owner.isEquivalentTo(Socket.class)
                            || owner.isAssignableTo(DatagramSocket.class)
                            || owner.isAssignableTo(ServerSocket.class)) {
                        events.add(SimpleConditionEvent.satisfied(call, call.getDescription()));
                    }
                }
            }
        };
    }

    /// The JDK's resolver asks whom the system names, not whom the operator named.
    @ArchTest
    static final ArchRule NOBODY_RESOLVES_BY_THE_JDK = noClasses()
            .that()
            .resideInAPackage("io.reconai.engine..")
            .should()
            .callMethod(InetAddress.class, "getByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getAllByName", String.class)
            .orShould()
            .callMethod(InetAddress.class, "getCanonicalHostName")
            .orShould()
            .callMethod(InetAddress.class, "getHostName")
            .orShould()
            .callMethod(InetAddress.class, "isReachable", int.class)
            .orShould()
            .callConstructor(InetSocketAddress.class, String.class, int.class);

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
