package io.reconai.engine.asset;

/// One resource record.
///
/// @param type mnemonic, such as `MX`
/// @param ttl seconds
/// @param data presentation form (RFC 1035 §5.1); a TXT record's strings joined with nothing between (RFC 7208 §3.3)
public record DnsRecordData(String name, String type, long ttl, String data) {}
