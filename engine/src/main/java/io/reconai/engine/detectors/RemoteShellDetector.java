package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Old and forgotten ways to a machine's shell: telnet, and interfaces for debugging that ask nobody who he is.
///
/// SSH is not among them: whether it takes passwords shows only to those who begin to sign in, which is not done.
final class RemoteShellDetector implements Detector {

    private static final String RUNS = "Whoever finds it runs programs of their own on the machine.";

    private static final Check TELNET = OpenService.reachable(
            "service.telnet.exposed",
            HIGH,
            "telnet is reachable from the internet",
            "Passwords travel in the clear, and machines that speak it are sought by worms.",
            "Replace it by SSH, and let only those networks reach it from which the machine is run");

    private static final List<OpenService> RULES = List.of(
            OpenService.of(
                    "jdwp", OpenService.check("service.jdwp.open", CRITICAL, "A Java debugger's port is open", RUNS)),
            OpenService.of(
                    "adb",
                    OpenService.check("service.adb.open", CRITICAL, "An Android debugger's port is open", RUNS)));

    @Override
    public String id() {
        return "service_remote_shell_detector";
    }

    @Override
    public List<Check> checks() {
        return Stream.concat(Stream.of(TELNET), RULES.stream().map(OpenService::check))
                .toList();
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> judge(fact, evidence));
    }

    private Optional<Finding> judge(Fact fact, Evidence evidence) {
        return fact.service().equals("telnet") && !fact.isOverTls()
                ? Optional.of(fact.reachable(TELNET, id(), evidence))
                : OpenService.judge(RULES, fact, id(), evidence);
    }
}
