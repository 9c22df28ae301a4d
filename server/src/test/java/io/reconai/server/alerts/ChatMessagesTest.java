package io.reconai.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reconai.engine.asset.Severity;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What chats and mailboxes are sent: text of strangers stays text, and limits are kept.
class ChatMessagesTest {

    private static final String HOSTILE =
            "<!channel> <script>alert(1)</script> @everyone [x](https://evil.test) *b* \u202e|";

    private static AlertMessage message(int many, String title) {
        var alerts = IntStream.range(0, many)
                .mapToObj(i -> Alerts.of("alr_" + i, AlertEvent.FINDING_NEW, Severity.HIGH, Instant.EPOCH, title))
                .toList();
        return new AlertMessage(
                "wsp_1", "Acme", alerts, false, false, Optional.of(URI.create("https://reconai.example.com")));
    }

    private static JsonNode json(Object message) {
        return new ObjectMapper().valueToTree(message);
    }

    @Test
    void slackReadsNoMarkupOfStrangers() {
        var slack = json(ChatMessages.slack(message(1, HOSTILE)));
        assertThat(slack.path("text").asText()).contains("&lt;!channel&gt;").doesNotContain("<!");
        assertThat(slack.path("blocks").path(1).path("text").path("text").asText())
                .contains("<https://reconai.example.com/findings|HIGH: &lt;!channel&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void discordMentionsNobody() {
        var discord = json(ChatMessages.discord(message(1, HOSTILE)));
        assertThat(discord.path("allowed_mentions").path("parse")).isEmpty();
        assertThat(discord.path("embeds").path(0).path("description").asText())
                .contains("\\@everyone")
                .contains("\\[x\\]\\(")
                .contains("<https://reconai.example.com/findings>");
    }

    @Test
    void teamsGetsAnAdaptiveCard() {
        var card = json(ChatMessages.teams(message(2, "Port 22 opened")))
                .path("attachments")
                .path(0);
        assertThat(card.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.path("content").path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.path("content").path("body").path(0).path("text").asText())
                .isEqualTo("2 alerts: finding new");
        assertThat(card.path("content").path("actions").path(0).path("url").asText())
                .isEqualTo("https://reconai.example.com/alerts");
    }

    @Test
    void longMessagesKeepTheLimits() {
        var many = message(500, String.join("", Collections.nCopies(100, "long title ")));
        var slack = json(ChatMessages.slack(many));
        assertThat(slack.path("blocks").size()).isLessThan(50);
        slack.path("blocks")
                .forEach(block ->
                        assertThat(block.path("text").path("text").asText()).hasSizeLessThan(3_000));
        var embed = json(ChatMessages.discord(many)).path("embeds").path(0);
        assertThat(embed.path("title").asText()).hasSizeLessThan(257);
        assertThat(embed.path("description").asText()).hasSizeLessThan(4_097);
        assertThat(embed.path("footer").path("text").asText()).contains("480 more");
    }

    @Test
    void mailsAreEscapedAndSayHowToEndThem() {
        var mail = MailMessage.of(
                message(1, HOSTILE),
                "ana@acme.example",
                Optional.of(URI.create("https://reconai.example.com/api/alerts/unsubscribe/x")),
                Optional.of(URI.create("https://reconai.example.com/unsubscribe#token=x")));
        assertThat(mail.html())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>")
                .contains("href=\"https://reconai.example.com/findings\"");
        assertThat(mail.unsubscribe()).isNotNull();
        assertThat(List.of(mail.subject(), mail.text()))
                .allSatisfy(text -> assertThat(text).doesNotContain("\u202e"));
    }
}
