package io.reconai.engine.detectors.exposure;

import io.reconai.engine.asset.Host;
import io.reconai.engine.detectors.Detector;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The families of files and pages that nobody meant to publish, those that matter most first: their paths are asked
/// in this order.
public final class ExposureDetectors {

    private static final List<ExposureDetector> FAMILIES = List.of(
            new ExposureDetector("environment", EnvironmentFiles.ROWS),
            new ExposureDetector("version_control", VersionControl.ROWS),
            new ExposureDetector("credentials", CredentialFiles.ROWS),
            new ExposureDetector("configuration", ConfigurationFiles.ROWS),
            new ExposureDetector("archives", Archives.ROWS),
            new ExposureDetector("actuator", SpringActuator.ROWS),
            new ExposureDetector("consoles", FrameworkConsoles.ROWS),
            new ExposureDetector("admin_tools", AdminTools.ROWS),
            new ExposureDetector("logs", LogFiles.ROWS),
            new ExposureDetector("status_pages", StatusPages.ROWS),
            new ExposureDetector("editors", EditorFiles.ROWS),
            new ExposureDetector("api_descriptions", ApiDescriptions.ROWS),
            new ExposureDetector("build", BuildFiles.ROWS),
            new ExposureDetector("manifests", Manifests.ROWS));

    private ExposureDetectors() {}

    /// All of them.
    public static List<Detector> all() {
        return Stream.<Detector>concat(
                        FAMILIES.stream(),
                        Stream.of(new SecretDetector(), new SourceMapDetector(), new ProtectedPathDetector()))
                .toList();
    }

    /// Where files lie that are nothing but a credential.
    static Set<String> credentialPaths(Host host) {
        return CredentialFiles.ROWS.stream()
                .flatMap(row -> row.paths().apply(host).stream())
                .collect(Collectors.toSet());
    }

    static Stream<ExposureDetector> families() {
        return FAMILIES.stream();
    }
}
