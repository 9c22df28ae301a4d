package io.reconai.engine.detectors;

import static io.reconai.engine.asset.Severity.MEDIUM;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Confidence;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Pages by which devices are run: routers, firewalls, printers, cameras, the controllers of servers (BMC).
///
/// Known by the titles of their start pages. A title is a device's own, so that a page which only speaks of one does
/// not fit; whether a password is asked for is not tried.
final class DevicePanelDetector implements Detector {

    private static final Set<String> START_PAGES = Set.of("root", "origin");

    private static final Check PANEL = OpenService.reachable(
            "service.admin-panel",
            MEDIUM,
            "The page by which a device is run is reachable from the internet",
            "Such devices are seldom renewed and often keep the password that they came with.",
            "Let only those networks reach it from which the device is run");

    private static final Pattern TITLE = Pattern.compile(
            "(?i)(?:integrated dell remote access controller.{0,40}|i?drac ?\\d{0,2}(?: (?:express|enterprise))?"
                    + "(?: ?[-:] ?(?:login|sign in))?|(?:hpe? )?ilo \\d.{0,40}|hpe? integrated lights-out.{0,40}"
                    + "|supermicro bmc login|ami megarac.{0,20}|lenovo xclarity controller.{0,20}"
                    + "|routeros(?: router)? configuration page|routeros|pfsense ?[-–] ?login|login \\| opnsense"
                    + "|unifi(?: network| os)?|edgeos|(?:netgear|tp-link|d-link|zyxel|draytek|asus).{0,20}(?:router|login)"
                    + "|synology.{0,20}diskstation.{0,20}|qnap.{0,20}|(?:hp|brother|canon|epson|kyocera|lexmark|ricoh|xerox)"
                    + " (?:color )?(?:laserjet|officejet|deskjet|ecosys|imagerunner|workforce|aficio|workcentre).{0,60}"
                    + "|axis .{0,30}(?:network camera|camera station).{0,20}|(?:hikvision|dahua).{0,30}"
                    + "|network camera|proxmox virtual environment|.{0,40} - proxmox virtual environment"
                    + "|log in - vmware esxi|vmware esxi)");

    @Override
    public String id() {
        return "service_device_panel_detector";
    }

    @Override
    public List<Check> checks() {
        return List.of(PANEL);
    }

    @Override
    public List<Finding> detect(Evidence evidence) {
        if (ServiceFacts.pretence(evidence).isPresent()) {
            return List.of();
        }
        Map<String, Finding> byOrigin = new LinkedHashMap<>();
        for (var page : WebFacts.answers(evidence)) {
            var isStart = START_PAGES.contains(page.exchange().probe()) && page.isOf(evidence.host());
            if (isStart && isPanel(page)) {
                byOrigin.putIfAbsent(page.origin(), finding(evidence, page));
            }
        }
        return List.copyOf(byOrigin.values());
    }

    private static boolean isPanel(WebFacts.Fact page) {
        var title = page.answer().title().strip();
        return !title.isEmpty() && page.isPage() && TITLE.matcher(title).matches();
    }

    private Finding finding(Evidence evidence, WebFacts.Fact page) {
        return Finding.of(PANEL, id(), evidence, page.origin(), page.title()).withConfidence(Confidence.FIRM);
    }
}
