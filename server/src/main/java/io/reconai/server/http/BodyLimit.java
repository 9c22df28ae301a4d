package io.reconai.server.http;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// How much a request may carry: a declared length is refused before anything is read, chunks while they are.
public final class BodyLimit {

    private static final long USUAL_BYTES = 64 * 1024;
    private static final long WEBHOOK_BYTES = 256 * 1024;
    private static final long BULK_BYTES = 1024 * 1024;
    private static final long EVIDENCE_BYTES = 50 * 1024 * 1024;

    /// Bytes that may be sent to a path; the path without version and slash at the end.
    static long of(String path) {
        if (path.equals("/api/assets/evidence")) {
            return EVIDENCE_BYTES;
        }
        if (path.endsWith("/bulk")) {
            return BULK_BYTES;
        }
        return path.startsWith("/api/billing/webhook") ? WEBHOOK_BYTES : USUAL_BYTES;
    }

    static ApiException exceeded(long limit) {
        return new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes");
    }

    /// Counts what comes in chunks.
    @ServerRequestFilter(priority = Priorities.ENTITY_CODER)
    public void count(ContainerRequestContext request) {
        if (request.getHeaderString("Content-Length") == null && request.hasEntity()) {
            var limit = of("/" + request.getUriInfo().getPath().replaceFirst("^/+", ""));
            request.setEntityStream(new Counted(request.getEntityStream(), limit));
        }
    }

    private static final class Counted extends FilterInputStream {

        private final long limit;
        private long seen;

        Counted(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var octet = super.read();
            add(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var count = super.read(into, offset, length);
            add(Math.max(count, 0));
            return count;
        }

        private void add(int count) {
            seen += count;
            if (seen > limit) {
                throw exceeded(limit);
            }
        }
    }
}
