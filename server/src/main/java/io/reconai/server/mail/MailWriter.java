package io.reconai.server.mail;

import java.util.Optional;

/// Writes the mails of some kinds of errand. May be asked for one errand several times, since a mail that no server
/// took is written anew.
public interface MailWriter {

    /// Whether it writes for this kind.
    boolean knows(String kind);

    /// The mail; empty when nobody is to be written to, which ends the errand.
    Optional<Mail> write(Errand errand);
}
