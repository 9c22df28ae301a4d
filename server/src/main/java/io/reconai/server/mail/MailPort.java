package io.reconai.server.mail;

/// How mail leaves. Safe for use by many threads.
interface MailPort {

    /// Hands a mail over to a server that takes it on.
    ///
    /// @throws UndeliveredException when none did
    /// @throws InterruptedException when the service stops
    void deliver(Mail mail) throws UndeliveredException, InterruptedException;
}
