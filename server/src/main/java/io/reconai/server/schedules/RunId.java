package io.reconai.server.schedules;

import io.reconai.server.http.Ids;
import io.reconai.server.http.ServerJson;
import io.reconai.server.store.ScheduleStore.DueRun;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The id of the scan that a run starts: the same for everybody who takes the run, so that one who takes it over from a
/// server that died starts no second one.
final class RunId {

    private static final int RADIX = 36;

    private RunId() {}

    static String of(DueRun run) {
        var text = run.domainId() + " " + ServerJson.text(run.plannedAt());
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            var letters = new BigInteger(1, digest).toString(RADIX);
            return Ids.of("scn", "0".repeat(Ids.LENGTH).concat(letters).substring(letters.length()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
