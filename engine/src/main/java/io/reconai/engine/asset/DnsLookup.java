package io.reconai.engine.asset;

import java.util.List;
import java.util.stream.Stream;

/// One DNS question and what came back.
///
/// @param type mnemonic, such as `TXT`
/// @param server `ip:port` of who was asked
/// @param authoritative the AA bit
/// @param recursionAvailable the RA bit
/// @param cnameChain the names an alias led over, without the asked name, in order
/// @param answers the records of the asked type at the end of the chain
/// @param authority the authority section
public record DnsLookup(
        String name,
        String type,
        String server,
        String transport,
        DnsOutcome outcome,
        boolean authoritative,
        boolean recursionAvailable,
        boolean recursionDesired,
        List<String> cnameChain,
        List<DnsRecordData> answers,
        List<DnsRecordData> authority,
        long elapsedMs) {

    public DnsLookup {
        cnameChain = List.copyOf(cnameChain);
        answers = List.copyOf(answers);
        authority = List.copyOf(authority);
    }

    /// The data of the answers, in the order received.
    public Stream<String> data() {
        return answers.stream().map(DnsRecordData::data);
    }
}
