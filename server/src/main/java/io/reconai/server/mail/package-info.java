/// Mail to people: written by whoever has something to say, kept in the store, sent away from the requests.
///
/// Start at [Outbox]. How mail leaves is [MailPort]: by SMTP or by SendGrid; without either there is no mail.
@NullMarked
package io.reconai.server.mail;

import org.jspecify.annotations.NullMarked;
