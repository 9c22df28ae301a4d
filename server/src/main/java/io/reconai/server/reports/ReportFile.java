package io.reconai.server.reports;

import io.reconai.engine.report.HtmlReport;
import io.reconai.engine.report.PdfReport;
import io.reconai.engine.report.ReportNote;
import io.reconai.engine.report.ResultWriter;
import io.reconai.server.assets.AssetFilter;
import io.reconai.server.assets.ReportedAssets;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Attachment;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// The report for people as a file that goes with a mail: the same as the one that is downloaded.
@ApplicationScoped
public class ReportFile {

    private final ReportedAssets assets;
    private final Clock clock;

    ReportFile(ReportedAssets assets, Clock clock) {
        this.assets = assets;
        this.clock = clock;
    }

    /// What came of making one.
    public sealed interface Made {

        record File(Attachment attachment) implements Made {}

        /// No asset is in its scope.
        record Nothing() implements Made {}

        /// Mail servers would not take it.
        record TooLarge() implements Made {}
    }

    /// Makes the report of some domains, of all when there are none.
    public Made make(Workspace workspace, ReportFormat format, List<String> domains, List<ReportNote> notes) {
        var ids = assets.ids(workspace, AssetFilter.of(List.of(), domains));
        if (ids.isEmpty()) {
            return new Made.Nothing();
        }
        var content = new Bounded();
        try (var report = writer(format, content, notes)) {
            assets.write(workspace, ids, report);
        } catch (TooLargeException tooLarge) {
            return new Made.TooLarge();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return content.size() > Attachment.MOST_BYTES
                ? new Made.TooLarge()
                : new Made.File(new Attachment(name(format), format.mediaType(), content.toByteArray()));
    }

    /// The attachment, if there is one.
    public Optional<Attachment> attach(Workspace workspace, ReportFormat format, List<String> domains) {
        return make(workspace, format, domains, List.of()) instanceof Made.File(var attachment)
                ? Optional.of(attachment)
                : Optional.empty();
    }

    private static ResultWriter writer(ReportFormat format, OutputStream out, List<ReportNote> notes) {
        return switch (format) {
            case PDF -> new PdfReport(out, notes);
            case HTML -> new HtmlReport(new OutputStreamWriter(out, StandardCharsets.UTF_8), notes);
        };
    }

    private String name(ReportFormat format) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
        return "detailed_security_report_" + today + "." + format.word();
    }

    /// The file grew beyond what may be attached.
    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Holds as much as may be attached.
    private static final class Bounded extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int octet) {
            check(1);
            super.write(octet);
        }

        @Override
        public synchronized void write(byte[] octets, int from, int length) {
            check(length);
            super.write(octets, from, length);
        }

        private void check(int more) {
            if (size() + more > Attachment.MOST_BYTES) {
                throw new TooLargeException();
            }
        }
    }
}
