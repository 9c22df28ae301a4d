package io.reconai.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.reconai.server.Client;
import jakarta.mail.Message;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// Receives the mail of a service under test, on the port that `SMTP_PORT` names.
public final class PostOffice implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern VERIFY = Pattern.compile("verify-email#token=([0-9a-z]{40})");

    private final GreenMail post;

    public PostOffice(int port) {
        post = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
        post.start();
    }

    public static String newAddress() {
        return UUID.randomUUID() + "@acme.example";
    }

    /// Everything that came for somebody.
    public List<MimeMessage> received(String recipient) throws Exception {
        var found = new ArrayList<MimeMessage>();
        for (MimeMessage message : post.getReceivedMessages()) {
            if (Arrays.toString(message.getRecipients(Message.RecipientType.TO)).equals("[" + recipient + "]")) {
                found.add(message);
            }
        }
        return found;
    }

    /// The mails to somebody, when there are so many.
    public List<MimeMessage> mails(String recipient, int count) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var found = received(recipient);
        while (found.size() < count && System.nanoTime() < end) {
            post.waitForIncomingEmail(200, post.getReceivedMessages().length + 1);
            found = received(recipient);
        }
        assertThat(found).as("mails to " + recipient).hasSize(count);
        return found;
    }

    /// Somebody whose address was shown to be his.
    public Client member(URI base, String email) throws Exception {
        Client.stranger(base).post("/api/auth/register", Client.account(email));
        var matcher = VERIFY.matcher(text(mails(email, 1).getFirst()));
        assertThat(matcher.find()).isTrue();
        Client.stranger(base).post("/api/auth/email/verify", "{\"token\":\"" + matcher.group(1) + "\"}");
        return signedIn(base, email);
    }

    /// The same, anew.
    public static Client signedIn(URI base, String email) {
        var login = Client.stranger(base).post("/api/auth/login", Client.account(email));
        return Client.stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + Client.json(login).path("access_token").asText());
    }

    /// What a mail says, as plain text.
    public static String text(MimeMessage message) throws Exception {
        var parts = (MimeMultipart) message.getContent();
        var first = parts.getBodyPart(0).getContent();
        return (String)
                (first instanceof MimeMultipart words ? words.getBodyPart(0).getContent() : first);
    }

    /// What goes with it.
    public static List<Part> attachments(MimeMessage message) throws Exception {
        var found = new ArrayList<Part>();
        var parts = (MimeMultipart) message.getContent();
        for (var i = 0; i < parts.getCount(); i++) {
            if (Part.ATTACHMENT.equals(parts.getBodyPart(i).getDisposition())) {
                found.add(parts.getBodyPart(i));
            }
        }
        return found;
    }

    @Override
    public void close() {
        post.stop();
    }
}
