package io.reconai.engine.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;

/// A connected socket that counts what comes in and ends with its deadline, also under TLS.
///
/// It is a `java.net.Socket` because the JDK's TLS is layered over one; everything that it does not bound itself is
/// handed to the real socket. All of it: what were left to the superclass would open a socket of its own, which nobody
/// closes.
final class BoundedSocket extends Socket {

    /// A peer that sends less than this in [#PROGRESS_WINDOW] keeps us busy for nothing.
    private static final int LEAST_PROGRESS_BYTES = 100;

    private static final Duration PROGRESS_WINDOW = Duration.ofSeconds(5);

    private final Socket socket;
    private final Limits limits;
    private final InputStream in;
    private final Runnable onClose;
    private boolean closed;
    private volatile int patienceMillis;

    BoundedSocket(Socket socket, Limits limits, Runnable onClose) throws IOException {
        this.socket = socket;
        this.limits = limits;
        this.onClose = onClose;
        in = new BoundedInput(socket.getInputStream());
    }

    private final class BoundedInput extends FilterInputStream {

        private long total;
        private long windowBytes;
        private Deadline window = Deadline.in(PROGRESS_WINDOW);
        private Deadline silence = Deadline.in(limits.patience());

        BoundedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (total >= limits.bytes()) {
                throw new LimitReachedException(limits.bytes() + " bytes from the wire");
            }
            var count = readInTime(buffer, offset, (int) Math.min(length, limits.bytes() - total));
            if (count > 0) {
                count(count);
            }
            return count;
        }

        private int readInTime(byte[] buffer, int offset, int length) throws IOException {
            var own = windowBytes > 0 ? window : silence;
            var wait = own.remaining().compareTo(limits.deadline().remaining()) < 0 ? own : limits.deadline();
            if (limits.deadline().hasPassed()) {
                throw new SocketTimeoutException("the deadline of the exchange passed");
            }
            var millis = wait.remainingMillis();
            socket.setSoTimeout(patienceMillis > 0 ? Math.min(patienceMillis, millis) : millis);
            try {
                return super.read(buffer, offset, length);
            } catch (SocketTimeoutException nothing) {
                if (windowBytes > 0 && wait == window && window.hasPassed()) {
                    throw new LimitReachedException(
                            "less than " + LEAST_PROGRESS_BYTES + " bytes in " + PROGRESS_WINDOW.toSeconds() + " s");
                }
                throw nothing;
            }
        }

        private void count(int bytes) throws LimitReachedException {
            total += bytes;
            if (windowBytes == 0 && window.hasPassed()) {
                window = Deadline.in(PROGRESS_WINDOW); // it was silent for as long as it may be
            }
            windowBytes += bytes;
            if (window.hasPassed() && windowBytes < LEAST_PROGRESS_BYTES) {
                throw new LimitReachedException(
                        "less than " + LEAST_PROGRESS_BYTES + " bytes in " + PROGRESS_WINDOW.toSeconds() + " s");
            }
            if (windowBytes >= LEAST_PROGRESS_BYTES) {
                windowBytes = 0;
                window = Deadline.in(PROGRESS_WINDOW);
                silence = Deadline.in(limits.patience());
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                socket.close();
            } finally {
                onClose.run();
            }
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    /// Shortens the wait for one read; the limits' own deadline is never put off by it.
    @Override
    public void setSoTimeout(int millis) {
        patienceMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return patienceMillis;
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return socket.getKeepAlive();
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        socket.setOOBInline(on);
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return socket.getOOBInline();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        socket.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        socket.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }

    @Override
    public void setTrafficClass(int trafficClass) throws SocketException {
        socket.setTrafficClass(trafficClass);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return socket.getTrafficClass();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        socket.setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return socket.getReuseAddress();
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        socket.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return socket.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return socket.supportedOptions();
    }

    @Override
    public SocketChannel getChannel() {
        return socket.getChannel();
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        socket.sendUrgentData(data);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        throw new SocketException("connected already");
    }

    @Override
    public void connect(SocketAddress endpoint, int millis) throws IOException {
        throw new SocketException("connected already");
    }

    @Override
    public void bind(SocketAddress local) throws IOException {
        throw new SocketException("connected already");
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        socket.setPerformancePreferences(connectionTime, latency, bandwidth);
    }
}
