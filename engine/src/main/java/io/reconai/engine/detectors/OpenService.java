package io.reconai.engine.detectors;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.Evidence;
import io.reconai.engine.asset.Finding;
import io.reconai.engine.asset.Severity;
import io.reconai.engine.detectors.ServiceFacts.Fact;
import java.util.List;
import java.util.Optional;

/// A rule: a service is open to everybody when it answered these questions. No password was tried for that.
///
/// @param services names as recognised
/// @param questions one of which has to be answered; any where there are none
record OpenService(List<String> services, List<String> questions, Check check) {

    private static final String PROTECT =
            "Let only those machines reach the port that need it, switch authentication on, and take what it held as known";

    /// A rule for one service.
    static OpenService of(String service, String question, Check check) {
        return new OpenService(List.of(service), List.of(question), check);
    }

    /// A rule for a service that is open when any of its questions was answered.
    static OpenService of(String service, Check check) {
        return new OpenService(List.of(service), List.of(), check);
    }

    /// The check of something that answers without a login.
    static Check check(String id, Severity severity, String title, String description) {
        return new Check(id, "Open Service", severity, title, description, PROTECT, List.of("CWE-306", "CWE-668"));
    }

    /// The check of something that should not be reachable, even if it asks for a password.
    static Check reachable(String id, Severity severity, String title, String description, String remediation) {
        return new Check(id, "Exposed Service", severity, title, description, remediation, List.of("CWE-668"));
    }

    /// The finding of the first rule that fits.
    static Optional<Finding> judge(List<OpenService> rules, Fact fact, String detector, Evidence evidence) {
        for (var rule : rules) {
            if (rule.services.contains(fact.service()) && fact.isOpen(rule.asked())) {
                return Optional.of(fact.open(rule.check, detector, evidence, rule.asked()));
            }
        }
        return Optional.empty();
    }

    private String[] asked() {
        return questions.toArray(String[]::new);
    }
}
