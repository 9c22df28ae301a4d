package io.reconai.server.workspaces;

import io.reconai.server.mail.Errand;
import io.reconai.server.mail.Letter;
import io.reconai.server.mail.Mail;
import io.reconai.server.mail.MailWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The mail that brings an invitation. Its link stands in the outbox until the mail is sent, and nowhere afterwards.
@ApplicationScoped
class InvitationLetters implements MailWriter {

    static final String INVITATION = "workspace.invitation";

    private static final String LINK = "link";
    private static final String WORKSPACE = "workspace";
    private static final String INVITER = "inviter";
    private static final String ROLE = "role";
    private static final String MESSAGE = "message";

    /// What the mail says.
    static Map<String, String> details(
            String link, String workspace, String inviter, String role, @Nullable String message) {
        var details = new HashMap<>(Map.of(LINK, link, WORKSPACE, workspace, INVITER, inviter, ROLE, role));
        if (message != null) {
            details.put(MESSAGE, message);
        }
        return details;
    }

    @Override
    public boolean knows(String kind) {
        return kind.equals(INVITATION);
    }

    @Override
    public Optional<Mail> write(Errand errand) {
        var details = errand.details();
        var workspace = details.getOrDefault(WORKSPACE, "");
        var letter = Letter.to(errand.address(), "Invitation to " + workspace + " on ReconAI")
                .paragraph(details.getOrDefault(INVITER, "") + " invites you to the workspace " + workspace + " as "
                        + details.getOrDefault(ROLE, "") + ".");
        Optional.ofNullable(details.get(MESSAGE)).ifPresent(letter::paragraph);
        return Optional.of(letter.link("Look at the invitation", URI.create(details.getOrDefault(LINK, "")))
                .paragraph("The link counts once, for seven days. If you expect no invitation, do nothing.")
                .mail());
    }
}
