package io.reconai.server.alerts;

import io.reconai.server.mail.Letter;
import io.reconai.server.mail.Mail;
import java.net.URI;
import java.util.Optional;

/// An alert mail: what happened, each with its page, and for digests how to get no more of them.
final class MailMessage {

    private MailMessage() {}

    /// @param unsubscribe where a digest is ended by one click; empty for what is no digest
    /// @param page where people end it by hand
    static Mail of(AlertMessage message, String recipient, Optional<URI> unsubscribe, Optional<URI> page) {
        var letter = Letter.to(recipient, (message.isTest() ? "[test] " : "") + message.title())
                .paragraph(
                        message.isTest()
                                ? "This is a test: nothing has happened. Alerts of the workspace "
                                        + message.workspaceName() + " come this way."
                                : AlertMessage.counted(message.alerts().size(), "alert") + " in the workspace "
                                        + message.workspaceName() + ".");
        for (var alert : message.listed()) {
            var line = AlertMessage.line(alert);
            message.link(alert).ifPresentOrElse(link -> letter.link(line, link), () -> letter.paragraph(line));
            letter.paragraph(AlertMessage.detail(alert));
        }
        if (message.unlisted() > 0) {
            letter.paragraph("And " + message.unlisted() + " more.");
        }
        message.link().ifPresent(link -> letter.link("All alerts", link));
        page.ifPresent(link -> letter.link("No more digests to this address", link));
        var mail = letter.mail();
        return unsubscribe.map(mail::unsubscribedBy).orElse(mail);
    }
}
