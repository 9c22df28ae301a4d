package io.reconai.engine.services;

import java.util.Optional;

/// Microsoft SQL Server's answer to PRELOGIN (MS-TDS §2.2.6.5): its option 0 is the version.
final class SqlServer implements Recogniser {

    private static final int HEADER = 8;
    private static final int TABULAR_RESULT = 4;

    @Override
    public Optional<Recognised> read(Heard heard) throws MalformedReplyException {
        if (!heard.question().equals("mssql") || heard.text().isEmpty() || heard.u8(0) != TABULAR_RESULT) {
            return Optional.empty();
        }
        if (heard.u8(HEADER) != 0) {
            throw new MalformedReplyException("the first option is not the version");
        }
        var at = HEADER + heard.u16(HEADER + 1);
        var version = heard.u8(at) + "." + heard.u8(at + 1) + "." + heard.u16(at + 2);
        return Optional.of(Recognised.of("mssql").product("Microsoft SQL Server", version, "microsoft:sql_server"));
    }
}
