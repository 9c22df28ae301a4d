package io.reconai.server.work.rabbit;

import java.net.InetAddress;
import java.util.Collection;

/// Whose turn it is to be looked at: so few hosts at one address side by side that their workers together open no more
/// connections than an address bears.
interface Turns extends AutoCloseable {

    /// Gives the turns back that were taken; closed once.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits until it is the turn of all the addresses, and takes all at once.
    Turn take(Collection<InetAddress> addresses) throws InterruptedException;

    @Override
    default void close() {}
}
