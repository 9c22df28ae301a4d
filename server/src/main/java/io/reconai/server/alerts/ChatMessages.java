package io.reconai.server.alerts;

import io.reconai.engine.asset.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Messages as chats want them. What comes from strangers is text there too: it names nobody and forms no link.
final class ChatMessages {

    /// Slack's limit for the text of a section is 3,000 characters.
    private static final int SLACK_SECTION = 2_900;

    /// Discord's limits for an embed.
    private static final int DISCORD_TITLE = 250;

    private static final int DISCORD_TEXT = 4_000;
    private static final int SLACK_HEADER = 150;

    private ChatMessages() {}

    /// Text for lists and notifications, and blocks for the channel.
    static Map<String, Object> slack(AlertMessage message) {
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(Map.of(
                "type",
                "header",
                "text",
                Map.of("type", "plain_text", "text", cut(message.title(), SLACK_HEADER), "emoji", false)));
        var lines = message.listed().stream()
                .map(alert -> message.link(alert)
                                .map(link -> "• <" + link + "|" + forSlack(AlertMessage.line(alert)) + ">")
                                .orElseGet(() -> "• " + forSlack(AlertMessage.line(alert)))
                        + "\n   " + forSlack(AlertMessage.detail(alert)))
                .toList();
        for (var part : parts(lines, SLACK_SECTION)) {
            blocks.add(Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", part)));
        }
        var foot = forSlack(message.from())
                + more(message)
                + message.link().map(link -> " · <" + link + "|All alerts>").orElse("");
        blocks.add(Map.of("type", "context", "elements", List.of(Map.of("type", "mrkdwn", "text", foot))));
        var text = forSlack((message.isTest() ? "[test] " : "") + message.title());
        return Map.of("text", text, "blocks", blocks, "unfurl_links", false, "unfurl_media", false);
    }

    /// One embed, which mentions nobody.
    static Map<String, Object> discord(AlertMessage message) {
        var lines = message.listed().stream()
                .map(alert -> "• **" + forDiscord(AlertMessage.line(alert)) + "**\n"
                        + forDiscord(AlertMessage.detail(alert))
                        + message.link(alert).map(link -> "\n<" + link + ">").orElse(""))
                .toList();
        var embed = new HashMap<String, Object>();
        embed.put("title", cut((message.isTest() ? "[test] " : "") + message.title(), DISCORD_TITLE));
        embed.put("description", parts(lines, DISCORD_TEXT).getFirst());
        embed.put("color", color(message.worst()));
        embed.put("footer", Map.of("text", cut(message.from() + more(message), DISCORD_TITLE)));
        embed.put("timestamp", message.alerts().getFirst().createdAt().toString());
        message.link().ifPresent(link -> embed.put("url", link.toString()));
        return Map.of("embeds", List.of(embed), "allowed_mentions", Map.of("parse", List.of()));
    }

    /// An adaptive card (version 1.4) as Teams' workflows take it.
    static Map<String, Object> teams(AlertMessage message) {
        var body = new ArrayList<Map<String, Object>>();
        body.add(textBlock((message.isTest() ? "[test] " : "") + message.title(), "Large", "Bolder"));
        for (var alert : message.listed()) {
            body.add(textBlock(AlertMessage.line(alert), "Default", "Bolder"));
            body.add(textBlock(AlertMessage.detail(alert), "Default", "Default"));
        }
        body.add(textBlock(message.from() + more(message), "Small", "Lighter"));
        var actions = message.link()
                .map(link -> List.of(Map.<String, Object>of(
                        "type", "Action.OpenUrl", "title", "All alerts", "url", link.toString())))
                .orElse(List.of());
        var card = Map.of(
                "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard",
                "version", "1.4",
                "body", body,
                "actions", actions);
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    private static Map<String, Object> textBlock(String text, String size, String weight) {
        return Map.of(
                "type",
                "TextBlock",
                "text",
                escaped(text, "\\[]()*_#-`~"),
                "size",
                size,
                "weight",
                weight,
                "wrap",
                true);
    }

    private static String more(AlertMessage message) {
        return message.unlisted() == 0 ? "" : " · and " + message.unlisted() + " more";
    }

    /// The three signs that Slack reads (api.slack.com/reference/surfaces/formatting), and those that make text bold.
    private static String forSlack(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("|", "¦");
    }

    private static String forDiscord(String text) {
        return escaped(text, "\\*_~`|>#[]()<@").replace("://", ":\u200b//");
    }

    private static String escaped(String text, String signs) {
        return text.codePoints()
                .mapToObj(sign -> (signs.indexOf(sign) >= 0 ? "\\" : "") + Character.toString(sign))
                .collect(Collectors.joining());
    }

    private static int color(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 0xd92d20;
            case HIGH -> 0xe8590c;
            case MEDIUM -> 0xf59f00;
            case LOW -> 0x2f9e44;
            case INFO -> 0x1c7ed6;
        };
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /// Lines together, as many as fit; at least one part.
    private static List<String> parts(List<String> lines, int longest) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (var line : lines) {
            var fitting = cut(line, longest);
            if (part.length() + 1 + fitting.length() > longest) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : "\n").append(fitting);
        }
        parts.add(part.toString());
        return parts;
    }
}
