package io.reconai.engine.services;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The answer of an Oracle listener to a connect packet: accept, refuse, resend or redirect; a refusal tells the
/// version.
final class OracleListener implements Recogniser {

    private static final Set<Integer> ANSWERS = Set.of(2, 4, 5, 11);
    private static final int MAX_LENGTH = 8_192;
    private static final String CPE = "oracle:database_server";
    private static final Pattern VERSION = Pattern.compile("VSNNUM=(\\d{1,10})\\)");

    @Override
    public Optional<Recognised> read(Heard heard) throws MalformedReplyException {
        if (!heard.question().equals("oracle") || heard.text().length() < 8) {
            return Optional.empty();
        }
        var length = heard.u16(0);
        if (!ANSWERS.contains(heard.u8(4)) || length < 8 || length > MAX_LENGTH || heard.u16(2) != 0) {
            return Optional.empty();
        }
        var told = VERSION.matcher(heard.text());
        return Optional.of(Recognised.of("oracle")
                .product("Oracle Database", told.find() ? dotted(Long.parseLong(told.group(1))) : "", CPE));
    }

    /// 318767104 is 0x13000000 and says 19.0.0.0.0: major (8 bits), then parts of 4, 8, 4 and 8 bits.
    private static String dotted(long number) {
        return (number >> 24 & 0xff) + "." + (number >> 20 & 0xf) + "." + (number >> 12 & 0xff) + "."
                + (number >> 8 & 0xf) + "." + (number & 0xff);
    }
}
