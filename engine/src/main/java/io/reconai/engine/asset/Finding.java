package io.reconai.engine.asset;

import java.util.List;

/// A weakness of one asset, proved by its evidence.
///
/// The key is (check, asset, location): the same in every scan, so that states can hang on it.
///
/// @param id made of the key, see [FindingId]
/// @param detector the detector's id
/// @param asset the asset's value
/// @param location the subject within the asset: an origin, a record's name, a port; never empty
/// @param verified the evidence itself shows the hole (content proof), so that it may raise the score by itself
public record Finding(
        String id,
        String checkId,
        String detector,
        String category,
        Severity severity,
        Confidence confidence,
        String asset,
        String location,
        String title,
        String description,
        String remediation,
        List<String> references,
        List<Proof> evidence,
        boolean verified) {

    public Finding {
        references = List.copyOf(references);
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a finding without evidence: " + checkId + " on " + asset);
        }
    }

    /// A finding of a check with the check's own severity, certain and proved by one piece of evidence.
    public static Finding of(Check check, String detector, Evidence on, String location, Proof proof) {
        return new Finding(
                FindingId.of(check.id(), on.host().value(), location),
                check.id(),
                detector,
                check.category(),
                check.severity(),
                Confidence.CERTAIN,
                on.host().value(),
                location,
                check.title(),
                check.description(),
                check.remediation(),
                check.references(),
                List.of(proof),
                false);
    }

    /// The same with another severity.
    public Finding withSeverity(Severity other) {
        return copy(other, confidence, evidence, verified);
    }

    /// The same with another confidence.
    public Finding withConfidence(Confidence other) {
        return copy(severity, other, evidence, verified);
    }

    /// The same with these proofs.
    public Finding provedBy(List<Proof> proofs) {
        return copy(severity, confidence, proofs, verified);
    }

    /// The same, marked as proved by content.
    public Finding proved() {
        return copy(severity, confidence, evidence, true);
    }

    /// The same with more said of why it matters here.
    public Finding adding(String words) {
        return new Finding(
                id,
                checkId,
                detector,
                category,
                severity,
                confidence,
                asset,
                location,
                title,
                description + " " + words,
                remediation,
                references,
                evidence,
                verified);
    }

    /// The same with references of its own, such as the ids of advisories.
    public Finding referringTo(List<String> others) {
        return copy(severity, confidence, evidence, verified, others);
    }

    private Finding copy(Severity newSeverity, Confidence newConfidence, List<Proof> proofs, boolean isVerified) {
        return copy(newSeverity, newConfidence, proofs, isVerified, references);
    }

    private Finding copy(
            Severity newSeverity,
            Confidence newConfidence,
            List<Proof> proofs,
            boolean isVerified,
            List<String> otherReferences) {
        return new Finding(
                id,
                checkId,
                detector,
                category,
                newSeverity,
                newConfidence,
                asset,
                location,
                title,
                description,
                remediation,
                otherReferences,
                proofs,
                isVerified);
    }
}
