package io.reconai.engine.asset;

import java.util.List;

/// An AXFR question (RFC 5936) to one name server, and how it ended.
///
/// @param server the name server's name
/// @param address `ip:port` that was asked
/// @param outcome `transferred`, `refused`, `timed_out`, `blocked`, `limit_reached`, `failed`
/// @param recordCount how many records came
/// @param sample the first names in it, at most 20
public record ZoneTransferAttempt(String server, String address, String outcome, int recordCount, List<String> sample) {

    public ZoneTransferAttempt {
        sample = List.copyOf(sample);
    }
}
