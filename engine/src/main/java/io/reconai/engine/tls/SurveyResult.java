package io.reconai.engine.tls;

import io.reconai.engine.asset.ProtocolSupport;
import io.reconai.engine.asset.TlsFeatures;
import io.reconai.engine.asset.TlsSupport;
import java.util.List;
import java.util.Optional;

/// What a survey found, with certificates still as they were sent.
record SurveyResult(
        TlsSupport.Depth depth,
        List<ProtocolSupport> protocols,
        TlsFeatures features,
        List<List<byte[]>> chains,
        Optional<List<byte[]>> nameless,
        int connections,
        List<String> unknown) {}
