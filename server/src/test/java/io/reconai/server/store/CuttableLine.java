package io.reconai.server.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a MongoDB server that can be cut, at once or before a certain write, and mended.
///
/// Reads what clients say (OP_MSG of MongoDB's wire protocol: the command is the first field of the first document) and
/// counts the commands that write.
public final class CuttableLine implements AutoCloseable {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int HEADER_BYTES = 16;
    private static final int OP_MSG = 2013;

    /// Length, flags, kind of section, length of document, type of field.
    private static final int COMMAND_AT = 16 + 4 + 1 + 4 + 1;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int writesLeft = UNLIMITED;
    private boolean isCut;

    public CuttableLine(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::listen);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Lets so many writes pass; the next one is lost, and with it the line.
    public synchronized void cutAfter(int writes) {
        writesLeft = writes;
    }

    public synchronized void cut() {
        isCut = true;
        open.forEach(CuttableLine::close);
    }

    public synchronized void mend() {
        isCut = false;
        writesLeft = UNLIMITED;
    }

    public synchronized boolean isCut() {
        return isCut;
    }

    private void listen() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        var server = new Socket();
        try (client;
                server) {
            open.add(client);
            open.add(server);
            if (isCut()) {
                return;
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            var answers = Thread.startVirtualThread(() -> answer(server, client));
            forward(new DataInputStream(client.getInputStream()), server.getOutputStream());
            server.shutdownOutput();
            answers.join();
        } catch (IOException gone) {
            // One of the two has closed.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.remove(server);
        }
    }

    private void forward(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            var header = in.readNBytes(HEADER_BYTES);
            if (header.length < HEADER_BYTES) {
                return;
            }
            var length = number(header, 0);
            var message = new byte[length];
            System.arraycopy(header, 0, message, 0, HEADER_BYTES);
            in.readFully(message, HEADER_BYTES, length - HEADER_BYTES);
            if (isWrite(message) && !mayPass()) {
                cut();
                return;
            }
            out.write(message);
            out.flush();
        }
    }

    private synchronized boolean mayPass() {
        if (writesLeft != UNLIMITED) {
            writesLeft--;
        }
        return writesLeft >= 0;
    }

    private static boolean isWrite(byte[] message) {
        if (number(message, 12) != OP_MSG) {
            return false;
        }
        var end = COMMAND_AT;
        while (message[end] != 0) {
            end++;
        }
        return WRITES.contains(new String(message, COMMAND_AT, end - COMMAND_AT, StandardCharsets.US_ASCII));
    }

    private static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    private static void answer(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            close(client);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }
}
