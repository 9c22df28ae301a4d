package io.reconai.engine;

import com.fasterxml.jackson.annotation.JsonValue;

/// Why a result may be incomplete.
///
/// @param source the collector or the name it is about
/// @param detail in words
public record ScanWarning(Code code, String source, String detail) {

    /// The closed list of reasons; the names are those of the REST interface.
    public enum Code {
        SOURCE_UNAVAILABLE,
        SOURCE_RATE_LIMITED,
        HOST_LIMIT,
        DNS_WILDCARD,
        NO_SUCH_DOMAIN,
        PARTIAL_EVIDENCE,
        RESUMED,
        BLOCKED_BY_POLICY;

        /// Written in capitals, as the interface has it.
        @JsonValue
        public String word() {
            return name();
        }
    }
}
