package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.HIGH;

import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Optional;

/// Screens that can be reached from the internet: RDP, VNC (RFC 6143) and X11.
///
/// RDP is asked which protection it wants (MS-RDPBCGR §2.2.1.2): without network level authentication it shows its
/// login to everybody. VNC's list of security types says whether a password is wanted; 1 is None (RFC 6143 §7.1.2).
final class RemoteDesktopDetector implements Detector {

    private static final String CLOSE = "Let it be reached through a VPN or a gateway only";

    private static final Check RDP = OpenService.reachable(
            "service.rdp.exposed",
            HIGH,
            "A Windows desktop is reachable from the internet",
            "Passwords can be tried on it; it is the most usual way in of those who extort.",
            CLOSE + ", with network level authentication and a second factor");

    private static final Check VNC = OpenService.reachable(
            "service.vnc.exposed",
            HIGH,
            "A desktop is reachable from the internet by VNC",
            "A short password at best keeps strangers out; without one they have keyboard and mouse.",
            CLOSE);

    private static final Check X11 = OpenService.check(
            "service.x11.open",
            CRITICAL,
            "An X11 display takes connections from everybody",
            "Whoever finds it sees the screen and types on its keyboard.");

    @Override
    public String id() {
        return "service_remote_desktop_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(RDP, VNC, X11);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        return ServiceFacts.judge(evidence, fact -> judge(fact, evidence));
    }

    private Optional<Finding> judge(Fact fact, Evidence evidence) {
        return switch (fact.service()) {
            case "rdp" -> Optional.of(fact.reachable(RDP, id(), evidence, authentication(fact)));
            case "vnc" ->
                Optional.of(
                        fact.isOpen()
                                ? fact.open(VNC, id(), evidence).withSeverity(CRITICAL)
                                : fact.reachable(VNC, id(), evidence));
            case "x11" -> fact.isOpen() ? Optional.of(fact.open(X11, id(), evidence)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String authentication(Fact fact) {
        return fact.answered(Outcome.NEEDS_AUTHENTICATION)
                ? "with network level authentication"
                : "no network level authentication";
    }
}
