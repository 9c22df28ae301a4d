package io.reconai.engine.services;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/// One connection to an open port: what was heard there, and what was asked. Used by one thread.
final class Conversation implements AutoCloseable {

    /// Services answer in one piece or in pieces that follow each other at once.
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(250);

    private static final int PIECE_BYTES = 4 * 1024;

    private final Socket socket;
    private final int mostBytes;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private String question = "";
    private boolean ended;

    Conversation(Socket socket, int mostBytes) {
        this.socket = socket;
        this.mostBytes = mostBytes;
    }

    /// What was heard so far.
    Heard heard() {
        return new Heard(question, heard.toString(StandardCharsets.ISO_8859_1), ended);
    }

    /// Asks; the first question gives the conversation its name.
    void ask(Question asked, String host, String agent) {
        question = question.isEmpty() ? asked.name() : question;
        var bytes = asked.bytes().replace("{host}", host).replace("{agent}", agent);
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            ended = true;
        }
    }

    /// Listens until there is enough, until there is a pause after something was said, or until patience ends.
    ///
    /// @param patience for the first byte
    /// @param enough asked after every piece
    /// @return what was heard, that of before included
    Heard listen(Duration patience, Predicate<Heard> enough) {
        var wait = patience;
        while (!ended && hear(wait)) {
            if (enough.test(heard())) {
                return heard();
            }
            wait = patience.compareTo(BETWEEN_PIECES) < 0 ? patience : BETWEEN_PIECES;
        }
        return heard();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed is what we wanted.
        }
    }

    private boolean hear(Duration patience) {
        var piece = new byte[Math.min(PIECE_BYTES, mostBytes - heard.size())];
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            var count = socket.getInputStream().read(piece);
            if (count <= 0) {
                ended = true;
                return false;
            }
            heard.write(piece, 0, count);
            ended = heard.size() >= mostBytes;
            return true;
        } catch (SocketTimeoutException silence) {
            return false;
        } catch (IOException broken) {
            ended = true;
            return false;
        }
    }
}
