package io.reconai.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// A UDP port of the lab on loopback: answers each packet with one or with none.
final class DatagramListener implements AutoCloseable {

    private static final int MOST_BYTES = 2_048;

    /// What is answered.
    @FunctionalInterface
    interface Service {
        /// @return empty for silence
        byte[] answer(byte[] packet);
    }

    private final DatagramSocket socket;

    private DatagramListener(DatagramSocket socket) {
        this.socket = socket;
    }

    static DatagramListener start(Service service) throws IOException {
        var listener =
                new DatagramListener(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        Thread.ofPlatform().daemon().name("lab udp " + listener.port()).start(() -> listener.serve(service));
        return listener;
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve(Service service) {
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                socket.receive(packet);
                var answer = service.answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // UDP promises nothing; the loop ends with the socket.
            }
        }
    }
}
