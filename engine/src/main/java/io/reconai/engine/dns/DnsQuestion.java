package io.reconai.engine.dns;

import io.reconai.engine.asset.DomainName;

/// What is asked.
public record DnsQuestion(DomainName name, RecordType type) {}
