package io.reconai.cli.shell;

import io.reconai.cli.shell.CommandOutline.Flag;
import io.reconai.cli.shell.CommandOutline.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A manual page in the macros of man(7), for one command or for the program.
///
/// @param name of its file without the section, such as `reconai-scan`
public record ManPage(String name, String text) {

    /// The pages of the program and of each command.
    ///
    /// @param version such as `reconai 1.0.0`
    public static List<ManPage> all(CommandOutline program, String version) {
        var pages = new ArrayList<ManPage>();
        pages.add(of(program.name(), program, version, others(program)));
        for (var command : program.commands()) {
            var name = program.name() + "-" + command.name();
            pages.add(of(name, command, version, program.name() + "(1)"));
        }
        return List.copyOf(pages);
    }

    private static String others(CommandOutline program) {
        return program.commands().stream()
                .map(command -> program.name() + "-" + command.name() + "(1)")
                .collect(Collectors.joining(", "));
    }

    private static ManPage of(String name, CommandOutline command, String version, String seeAlso) {
        var page = new StringBuilder()
                .append(".TH %s 1 \"\" \"%s\" \"ReconAI\"\n".formatted(name.toUpperCase(Locale.ROOT), version))
                .append(".SH NAME\n%s \\- %s\n".formatted(escaped(name), escaped(command.summary())))
                .append(".SH SYNOPSIS\n.B ")
                .append(escaped(name.replaceFirst("-", " ")))
                .append('\n')
                .append(synopsis(command))
                .append(".SH DESCRIPTION\n")
                .append(line(command.description()));
        section(page, "COMMANDS", command.commands(), ManPage::command);
        section(page, "ARGUMENTS", command.operands(), ManPage::operand);
        section(page, "OPTIONS", command.flags(), ManPage::flag);
        verbatim(page, "EXAMPLES", command.examples());
        verbatim(page, "EXIT STATUS", command.notes());
        page.append(".SH SEE ALSO\n").append(line(seeAlso));
        return new ManPage(name, page.toString());
    }

    private static String synopsis(CommandOutline command) {
        var words = new ArrayList<>(List.of("[OPTIONS]"));
        if (!command.commands().isEmpty()) {
            words.add("COMMAND");
        }
        command.operands().forEach(operand -> words.add(operand.label() + (operand.many() ? " ..." : "")));
        return line(String.join(" ", words));
    }

    private static <T> void section(StringBuilder page, String title, List<T> parts, Function<T, String> form) {
        if (!parts.isEmpty()) {
            page.append(".SH ").append(title).append('\n');
            parts.forEach(part -> page.append(form.apply(part)));
        }
    }

    private static void verbatim(StringBuilder page, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append(".SH ").append(title).append("\n.nf\n");
            lines.forEach(text -> page.append(line(text.strip())));
            page.append(".fi\n");
        }
    }

    private static String command(CommandOutline command) {
        return ".TP\n.B " + escaped(command.name()) + "\n" + line(command.summary());
    }

    private static String operand(Operand operand) {
        return ".TP\n.I " + escaped(operand.label()) + "\n" + line(operand.description());
    }

    private static String flag(Flag flag) {
        var names = flag.names().stream()
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        var value = flag.value() instanceof Value.None ? "" : " \\fI" + escaped(flag.label()) + "\\fR";
        return ".TP\n" + names + value + "\n" + line(flag.description());
    }

    /// One line of text; a dot or an apostrophe at its beginning would be a request.
    private static String line(String text) {
        var escaped = escaped(text);
        return (escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "") + escaped + "\n";
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(character -> switch (character) {
                    case '\\' -> "\\e";
                    case '-' -> "\\-";
                    default -> character < 128 ? Character.toString(character) : "\\[u%04X]".formatted(character);
                })
                .collect(Collectors.joining());
    }
}
