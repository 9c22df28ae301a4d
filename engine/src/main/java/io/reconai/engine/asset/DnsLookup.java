package io.reconai.engine.asset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
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
/// @param glue the addresses that a referral gives of the servers within the zone (RFC 9471); empty in evidence of
///     earlier versions
/// @param unchecked a resolver was asked to leave signatures unchecked (the CD bit, RFC 4035 §3.2.2); false in
///     evidence of earlier versions
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
        long elapsedMs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DnsRecordData> glue,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unchecked) {

    @JsonCreator
    public DnsLookup {
        cnameChain = List.copyOf(cnameChain);
        answers = List.copyOf(answers);
        authority = List.copyOf(authority);
        glue = glue == null ? List.of() : List.copyOf(glue);
    }

    /// A usual look-up that is no referral with addresses.
    public DnsLookup(
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
        this(
                name,
                type,
                server,
                transport,
                outcome,
                authoritative,
                recursionAvailable,
                recursionDesired,
                cnameChain,
                answers,
                authority,
                elapsedMs,
                List.of(),
                false);
    }

    /// What a resolver answers everybody.
    public boolean isResolvers() {
        return recursionDesired && !unchecked;
    }

    /// The data of the answers, in the order received.
    public Stream<String> data() {
        return answers.isEmpty() ? Stream.empty() : answers.stream().map(DnsRecordData::data);
    }
}
