package io.reconai.server.mail;

import io.reconai.server.mail.UndeliveredException.Again;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// Sends by SMTP (RFC 5321), one connection a mail.
///
/// Port 465 speaks TLS from the first byte (RFC 8314 §3.3), others change over where the server offers it. A password
/// never leaves in the clear, except to this machine itself.
final class SmtpMail implements MailPort {

    private static final int IMPLICIT_TLS = 465;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MailSettings.Way.Smtp server;
    private final Session session;
    private final Clock clock;

    SmtpMail(MailSettings.Way.Smtp server, Clock clock) {
        this.server = server;
        this.clock = clock;
        session = Session.getInstance(properties(server));
    }

    private static Properties properties(MailSettings.Way.Smtp server) {
        var patience = String.valueOf(PATIENCE.toMillis());
        var needsTls = !server.user().isEmpty() && !isThisMachine(server.host());
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", String.valueOf(server.port()));
        properties.put("mail.smtp.auth", String.valueOf(!server.user().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", patience);
        properties.put("mail.smtp.timeout", patience);
        properties.put("mail.smtp.writetimeout", patience);
        properties.put("mail.smtp.ssl.enable", String.valueOf(server.port() == IMPLICIT_TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", String.valueOf(needsTls && server.port() != IMPLICIT_TLS));
        properties.put("mail.smtp.from", server.sender());
        properties.put(
                "mail.smtp.localhost", server.sender().substring(server.sender().indexOf('@') + 1));
        return properties;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    @Override
    public void deliver(Mail mail) throws UndeliveredException {
        try (var transport = session.getTransport()) {
            var message = message(mail);
            if (server.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(server.user(), server.password().text());
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (AuthenticationFailedException refused) {
            throw new UndeliveredException("the mail server refuses the sign-in", Again.WORTH_TRYING, refused);
        } catch (SMTPSendFailedException refused) {
            throw new UndeliveredException(
                    "the mail server answers " + refused.getReturnCode(), again(refused.getReturnCode()), refused);
        } catch (SendFailedException refused) {
            throw new UndeliveredException("the recipient was refused", recipientRefused(refused), refused);
        } catch (MessagingException broken) {
            throw new UndeliveredException("the mail server cannot be spoken to", Again.WORTH_TRYING, broken);
        }
    }

    /// A fifth hundred is for good (RFC 5321 §4.2.1).
    private static Again again(int code) {
        return code >= 500 ? Again.USELESS : Again.WORTH_TRYING;
    }

    private static Again recipientRefused(SendFailedException refused) {
        for (Exception cause = refused; cause instanceof MessagingException known; cause = known.getNextException()) {
            if (cause instanceof SMTPAddressFailedException failed) {
                return again(failed.getReturnCode());
            }
        }
        return Again.WORTH_TRYING;
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(mail.text(), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setContent(mail.html(), "text/html; charset=utf-8");
        var message = message(mail.messageId(server.sender()));
        message.setFrom(new InternetAddress(server.sender()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(ascii(mail.recipient()), false));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 §5: no automatic answers, please
        for (var field : mail.unsubscribeFields().entrySet()) {
            message.setHeader(field.getKey(), field.getValue());
        }
        var words = new MimeMultipart("alternative", text, html);
        message.setContent(mail.attachments().isEmpty() ? words : withFiles(words, mail.attachments()));
        message.saveChanges();
        return message;
    }

    private MimeMessage message(Optional<String> id) {
        return new MimeMessage(session) {
            /// Where there is none of ours, one is made.
            @Override
            protected void updateMessageID() throws MessagingException {
                if (id.isPresent()) {
                    setHeader("Message-ID", id.get());
                } else {
                    super.updateMessageID();
                }
            }
        };
    }

    private static MimeMultipart withFiles(MimeMultipart words, List<Attachment> files) throws MessagingException {
        var first = new MimeBodyPart();
        first.setContent(words);
        var all = new MimeMultipart("mixed", first);
        for (var file : files) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new FileInMemory(file)));
            part.setFileName(file.name());
            part.setDisposition(Part.ATTACHMENT);
            all.addBodyPart(part);
        }
        return all;
    }

    /// An attachment as the mail library reads it.
    private record FileInMemory(Attachment file) implements DataSource {

        @Override
        public InputStream getInputStream() {
            return file.open();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("an attachment is read only");
        }

        @Override
        public String getContentType() {
            return file.type();
        }

        @Override
        public String getName() {
            return file.name();
        }
    }

    /// The domain as A-labels; a local part of other letters needs a server that knows RFC 6531.
    private static String ascii(String address) {
        var at = address.lastIndexOf('@');
        try {
            return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
        } catch (IllegalArgumentException noName) {
            return address;
        }
    }
}
