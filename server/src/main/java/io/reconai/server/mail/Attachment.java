package io.reconai.server.mail;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.regex.Pattern;

/// A file that goes with a mail.
public final class Attachment {

    /// Many mail servers refuse mails of more than this, as they are written (a third more than the file).
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private final String name;
    private final String type;
    private final byte[] content;

    /// @param name of the file, of letters that need no quoting
    /// @param type a media type
    /// @param content at most [#MOST_BYTES]
    public Attachment(String name, String type, byte[] content) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of an attachment");
        }
        if (content.length > MOST_BYTES) {
            throw new IllegalArgumentException("an attachment of " + content.length + " bytes");
        }
        this.name = name;
        this.type = type;
        this.content = content.clone();
    }

    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    InputStream open() {
        return new ByteArrayInputStream(content);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(content);
    }
}
