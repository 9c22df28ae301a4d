package io.reconai.server.mail;

import java.time.Instant;
import java.util.Map;

/// The wish that somebody be written to. What the mail says is found out when it is sent: whether the address
/// belongs to anybody, for instance, so that the request that asked for it does not know.
///
/// @param kind whose business it is, such as `password.forgot`; see [MailWriter]
/// @param address what was asked about; the mail itself may go to another
/// @param tries how often it was begun, this time included
public record Errand(
        String errandId, String kind, String address, Map<String, String> details, int tries, Instant createdAt) {

    public Errand {
        details = Map.copyOf(details);
    }

    @Override
    public String toString() {
        return errandId + " " + kind;
    }
}
