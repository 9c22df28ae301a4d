package io.reconai.engine.detectors.exposure;

import static io.reconai.engine.asset.Severity.CRITICAL;
import static io.reconai.engine.asset.Severity.LOW;
import static io.reconai.engine.asset.Severity.MEDIUM;
import static io.reconai.engine.detectors.exposure.Exposure.REMOVE;
import static io.reconai.engine.detectors.exposure.Exposure.check;
import static io.reconai.engine.detectors.exposure.Exposure.when;

import io.reconai.engine.asset.Check;
import io.reconai.engine.detectors.Probe.Manner;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What file managers and editors leave beside the files they work on.
final class EditorFiles {

    private static final Check DS_STORE = check(
            "ds-store",
            LOW,
            "A folder's settings of macOS can be read by everybody",
            "They name the files of the folder, also those that nothing links to.",
            REMOVE);
    private static final Check IDEA = check(
            "idea",
            LOW,
            "Settings of an editor can be read by everybody",
            "They tell names, paths and sometimes servers of the people who work on the site.",
            REMOVE);
    private static final Check VSCODE = check(
            "vscode",
            LOW,
            "An editor's settings for uploading can be read by everybody",
            "They name the server and often the password by which the site is uploaded.",
            REMOVE);

    private static final Pattern SENSITIVE = Pattern.compile(
            "(?i).*(?:\\.sql|\\.bak|\\.env|\\.pem|\\.key|\\.zip|\\.tar|\\.gz|\\.log|\\.sqlite|id_rsa|backup|dump|password|secret).*");

    static final List<Exposure> ROWS = List.of(
            Exposure.of(
                            DS_STORE,
                            answered -> when(
                                    answered.kind().equals("ds_store"),
                                    answered.names().stream().anyMatch(name -> SENSITIVE
                                                    .matcher(name)
                                                    .matches())
                                            ? MEDIUM
                                            : LOW,
                                    "names " + String.join(", ", answered.names())),
                            "/.DS_Store")
                    .asked(Manner.ARCHIVE),
            Exposure.of(
                    IDEA,
                    answered -> when(
                            answered.has("<project version=", "<component name"), LOW, "a project with its components"),
                    "/.idea/workspace.xml"),
            Exposure.of(VSCODE, EditorFiles::upload, "/.vscode/sftp.json", "/sftp-config.json"));

    private EditorFiles() {}

    private static Optional<Leak> upload(Answered answered) {
        var json = answered.json();
        var hasPassword = json.has("password") && Values.isReal(json.value("password"));
        return when(
                json.has("host") && (json.has("password") || json.has("privateKeyPath")),
                hasPassword ? CRITICAL : LOW,
                hasPassword ? "a server with its password" : "a server");
    }
}
