package io.reconai.engine.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reconai.engine.tls.ServerFlight.Until;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Answers from an enemy. The seeds were sent by OpenSSL 3.0, but for SSLv2's, which it does not speak.
class FlightReaderFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void reading_never_fails(byte[] answer) throws IOException {
        for (var until : Until.values()) {
            FlightReader.read(new ByteArrayInputStream(answer), until);
        }
    }
}
