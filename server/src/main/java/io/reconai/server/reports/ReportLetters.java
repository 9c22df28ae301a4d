package io.reconai.server.reports;

import io.reconai.engine.report.ReportNote;
import io.reconai.server.identity.Workspace;
import io.reconai.server.mail.Errand;
import io.reconai.server.mail.Letter;
import io.reconai.server.mail.Mail;
import io.reconai.server.mail.MailWriter;
import io.reconai.server.reports.ReportFile.Made;
import io.reconai.server.scans.ChangesSince;
import io.reconai.server.store.ReportScheduleStore;
import io.reconai.server.store.ReportScheduleStore.LocatedReport;
import io.reconai.server.system.ServerSettings;
import io.reconai.server.workspaces.Member;
import io.reconai.server.workspaces.People;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Writes the mail of a report to one recipient, who is looked up when it leaves: whoever is no member any more gets
/// none.
@ApplicationScoped
class ReportLetters implements MailWriter {

    private final ReportScheduleStore store;
    private final People people;
    private final ChangesSince changes;
    private final ReportFile file;
    private final ServerSettings settings;

    /// The mails of one report leave one after another: it is made once for them, within the limit of attachments.
    private final AtomicReference<Optional<Report>> last = new AtomicReference<>(Optional.empty());

    ReportLetters(
            ReportScheduleStore store, People people, ChangesSince changes, ReportFile file, ServerSettings settings) {
        this.store = store;
        this.people = people;
        this.changes = changes;
        this.file = file;
        this.settings = settings;
    }

    /// What all recipients get.
    ///
    /// @param key of what it was made of
    private record Report(List<Object> key, ChangesInWords changes, Made file) {}

    @Override
    public boolean knows(String kind) {
        return kind.equals(ReportRunner.KIND);
    }

    @Override
    public Optional<Mail> write(Errand errand) {
        var details = errand.details();
        return store.locate(details.getOrDefault(ReportRunner.SCHEDULE, ""))
                .flatMap(located -> recipient(located, details.getOrDefault(ReportRunner.RECIPIENT, ""))
                        .map(member -> mail(
                                located,
                                member,
                                Instant.parse(details.getOrDefault(ReportRunner.SINCE, Instant.EPOCH.toString())))));
    }

    private Optional<Member> recipient(LocatedReport located, String uid) {
        if (!located.stored().schedule().recipients().contains(uid)) {
            return Optional.empty();
        }
        return people.reachable(located.workspace()).stream()
                .filter(member -> member.uid().equals(uid))
                .findFirst();
    }

    private Mail mail(LocatedReport located, Member member, Instant since) {
        var schedule = located.stored().schedule();
        var report = report(located, since);
        var name = people.name(located.workspace());
        var letter = Letter.to(
                        member.email(),
                        schedule.name() + ": " + report.changes().inShort())
                .paragraph("This is the " + schedule.every().word() + " report on what the workspace " + name
                        + " shows to the internet"
                        + (schedule.domains().isEmpty() ? "." : ", of " + String.join(", ", schedule.domains()) + "."));
        letter.paragraph(report.changes().heading() + ":");
        report.changes().lines().forEach(letter::paragraph);
        letter.paragraph(
                switch (report.file()) {
                    case Made.File _ -> "The whole report is attached.";
                    case Made.Nothing _ -> "There are no assets to report on yet: run a scan.";
                    case Made.TooLarge _ -> "The whole report is too large for a mail; it can be downloaded.";
                });
        settings.publicUrl().ifPresent(base -> letter.link("Reports", base.resolve("/reports")));
        var mail = letter.mail();
        return report.file() instanceof Made.File(var attachment) ? mail.with(attachment) : mail;
    }

    private Report report(LocatedReport located, Instant since) {
        var schedule = located.stored().schedule();
        var until = Optional.ofNullable(located.stored().sentAt()).orElse(since);
        List<Object> key = List.of(schedule, since, until);
        var known = last.get();
        if (known.isPresent() && known.get().key().equals(key)) {
            return known.get();
        }
        var changed = changed(located.workspace(), schedule, since, until);
        var made = file.make(
                located.workspace(),
                schedule.format(),
                schedule.domains(),
                List.of(new ReportNote(changed.heading(), changed.lines())));
        var report = new Report(key, changed, made);
        last.set(Optional.of(report));
        return report;
    }

    private ChangesInWords changed(Workspace workspace, ReportSchedule schedule, Instant since, Instant until) {
        try {
            return ChangesInWords.of(since, changes.between(workspace, since, until, schedule.domains()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service stops", stopped);
        }
    }
}
