package io.reconai.server.store;

import java.util.Optional;
import java.util.function.Supplier;

/// The right of a process to run a scan, one of several processes on the same store. It ends unless it is renewed;
/// whoever takes the scan over then has a higher number.
///
/// What is written under a lease ([#call]) is written only while no other process has taken the scan over: of a process
/// that was stopped and goes on later nothing gets into the store. SQLite looks at the number in the transaction of the
/// write. MongoDB, which has none, looks right before each write; the documents of the scan and of its assets are
/// changed only as they were before that look.
public record ScanLease(String scanId, long number) {

    private static final ScopedValue<ScanLease> HELD = ScopedValue.newInstance();

    /// Under which lease this thread writes.
    public static Optional<ScanLease> held() {
        return HELD.isBound() ? Optional.of(HELD.get()) : Optional.empty();
    }

    /// Does something of which each write belongs to the scan.
    ///
    /// @throws LeaseLostException when another process has taken the scan over, or the scan is gone
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(HELD, this).call(work::get);
    }

    /// See [#call].
    public void run(Runnable work) {
        ScopedValue.where(HELD, this).run(work);
    }
}
