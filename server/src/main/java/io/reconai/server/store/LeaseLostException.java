package io.reconai.server.store;

/// Another process has taken over what this one was doing. Nothing was written.
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(ScanLease lease) {
        super("the scan " + lease.scanId() + " is another's by now; this was number " + lease.number());
    }
}
