package io.reconai.server.mail;

import io.reconai.server.http.ServerJson;
import io.reconai.server.mail.UndeliveredException.Again;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends by SendGrid's call `POST /v3/mail/send`. Of its answers only the status is read.
final class SendGridMail implements MailPort {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TOO_LARGE = 413;
    private static final int MALFORMED = 400;

    private final MailSettings.Way.SendGrid service;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    SendGridMail(MailSettings.Way.SendGrid service) {
        this.service = service;
    }

    @Override
    public void deliver(Mail mail) throws UndeliveredException, InterruptedException {
        try {
            var request = HttpRequest.newBuilder(service.base().resolve("/v3/mail/send"))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + service.key().text())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            ServerJson.forStore().writeValueAsString(body(mail))))
                    .build();
            judge(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException broken) {
            throw new UndeliveredException("SendGrid cannot be spoken to", Again.WORTH_TRYING, broken);
        }
    }

    /// A refused key or an empty account is for the operator to mend; the mail waits for it.
    private static void judge(int status) throws UndeliveredException {
        if (status / 100 != 2) {
            throw new UndeliveredException(
                    "SendGrid answers " + status,
                    status == MALFORMED || status == TOO_LARGE ? Again.USELESS : Again.WORTH_TRYING,
                    null);
        }
    }

    private Map<String, Object> body(Mail mail) {
        var body = new HashMap<String, Object>(Map.of(
                "personalizations",
                List.of(Map.of("to", List.of(Map.of("email", mail.recipient())))),
                "from",
                Map.of("email", service.sender(), "name", "ReconAI"),
                "subject",
                mail.subject(),
                "content",
                List.of(
                        Map.of("type", "text/plain", "value", mail.text()),
                        Map.of("type", "text/html", "value", mail.html())),
                // Links are ours and are not to be counted by anybody.
                "tracking_settings",
                Map.of("click_tracking", Map.of("enable", false), "open_tracking", Map.of("enable", false))));
        var fields = new HashMap<>(mail.unsubscribeFields());
        mail.messageId(service.sender()).ifPresent(id -> fields.put("Message-ID", id));
        if (!fields.isEmpty()) {
            body.put("headers", fields);
        }
        if (!mail.attachments().isEmpty()) {
            body.put(
                    "attachments",
                    mail.attachments().stream()
                            .map(file -> Map.of(
                                    "content", file.base64(),
                                    "type", file.type(),
                                    "filename", file.name(),
                                    "disposition", "attachment"))
                            .toList());
        }
        return body;
    }
}
