package io.reconai.server.mail;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Writes a mail out of paragraphs and links, once as text and once as HTML. Whatever is given is text: in the HTML
/// every value is escaped, links lead to our own addresses only, and nothing is loaded from anywhere.
public final class Letter {

    private static final int LONGEST_PARAGRAPH = 1_500;

    private final String recipient;
    private final String subject;
    private final List<Part> parts = new ArrayList<>();

    private sealed interface Part {
        record Paragraph(String text) implements Part {}

        record Link(String label, URI address) implements Part {}
    }

    private Letter(String recipient, String subject) {
        this.recipient = recipient;
        this.subject = subject;
    }

    public static Letter to(String recipient, String subject) {
        return new Letter(recipient, subject);
    }

    public Letter paragraph(String text) {
        parts.add(new Part.Paragraph(Mail.line(text, LONGEST_PARAGRAPH)));
        return this;
    }

    /// @param address below `RECONAI_PUBLIC_URL`
    public Letter link(String label, URI address) {
        if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
            throw new IllegalArgumentException("links lead to pages");
        }
        parts.add(new Part.Link(Mail.line(label, LONGEST_PARAGRAPH), address));
        return this;
    }

    public Mail mail() {
        return new Mail(recipient, subject, text(), html());
    }

    private String text() {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(
                    switch (part) {
                        case Part.Paragraph(var words) -> words;
                        case Part.Link(var label, var address) -> label + ": " + address;
                    });
            text.append("\n\n");
        }
        return text.append("ReconAI\n").toString();
    }

    private String html() {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(Mail.line(subject, LONGEST_PARAGRAPH)))
                .append("</title></head>\n"
                        + "<body style=\"font-family: sans-serif; line-height: 1.5; color: #1a1b1e\">\n");
        for (var part : parts) {
            html.append(
                    switch (part) {
                        case Part.Paragraph(var words) -> "<p>" + escaped(words) + "</p>\n";
                        case Part.Link(var label, var address) ->
                            "<p><a href=\"" + escaped(address.toString()) + "\" rel=\"noopener noreferrer nofollow\">"
                                    + escaped(label) + "</a></p>\n";
                    });
        }
        return html.append("<p style=\"color: #5c5f66\">ReconAI</p>\n</body></html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
