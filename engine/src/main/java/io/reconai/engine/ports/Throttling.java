package io.reconai.engine.ports;

import io.reconai.engine.asset.PortState;
import io.reconai.engine.net.Deadline;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Tells a host that stopped answering a scan from one that drops what it does not serve.
///
/// A filter is silent on the same ports always; a host or a guard that had enough is silent also on ports that answered
/// before. So where most of a long scan was silent and some of it was not, a few ports that answered are tried once
/// more. Safe for use by many threads, which wait.
public final class Throttling {

    /// A shorter scan is seldom what a guard takes offence at.
    private static final int FIRST_PROBES = 200;

    private static final int WITNESSES = 5;

    private final PortScanner scanner;

    public Throttling(PortScanner scanner) {
        this.scanner = scanner;
    }

    /// True when a host no longer answers where it did during this scan: then its silence says nothing.
    ///
    /// @param answers of the whole scan
    /// @throws InterruptedException when the scan is cancelled
    public boolean isAt(InetAddress address, List<PortAnswer> answers, Deadline deadline) throws InterruptedException {
        var silent = answers.stream().filter(Throttling::isSilent).count();
        var witnesses = witnesses(answers);
        if (answers.size() <= FIRST_PROBES || silent * 2 <= answers.size() || witnesses.isEmpty()) {
            return false;
        }
        return scanner.scan(address, new PortList(witnesses), deadline).stream().allMatch(Throttling::isSilent);
    }

    /// Open ports if there are any: a closed port may stay silent because RSTs are rationed.
    private static List<Integer> witnesses(List<PortAnswer> answers) {
        return Stream.of(PortState.OPEN, PortState.CLOSED)
                .flatMap(state -> answers.stream().filter(answer -> answer.state() == state))
                .map(PortAnswer::port)
                .limit(WITNESSES)
                .toList();
    }

    private static boolean isSilent(PortAnswer answer) {
        return answer.state() == PortState.FILTERED;
    }
}
