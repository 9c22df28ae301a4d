package io.reconai.cli;

import io.reconai.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/// Changes a running lab by lines of text, as its administrators would between two scans, and answers each with a line.
final class LabChanges {

    private final Lab lab;
    private final PrintWriter out;

    LabChanges(Lab lab, PrintWriter out) {
        this.lab = lab;
        this.out = out;
    }

    /// Reads to the end of the input.
    void read(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                out.println(answer(line.strip()));
                out.flush();
            }
        }
    }

    private String answer(String line) {
        try {
            change(line.split(" +", 3));
            return "# done: " + line;
        } catch (IllegalArgumentException | IOException refused) {
            return "# not done: " + line + ": " + refused.getMessage();
        }
    }

    private void change(String[] words) throws IOException {
        switch (words[0] + " " + (words.length - 1)) {
            case "mend 1" -> lab.mend(words[1]);
            case "unmend 1" -> lab.unmend(words[1]);
            case "off 1" -> lab.switchOff(words[1]);
            case "on 1" -> lab.switchOn(words[1]);
            case "txt 2" -> lab.publishText(words[1], words[2]);
            default ->
                throw new IllegalArgumentException(
                        "a change is mend, unmend, off or on with a HOST, or txt NAME VALUE");
        }
    }
}
