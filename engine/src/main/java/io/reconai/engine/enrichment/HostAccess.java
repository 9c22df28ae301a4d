package io.reconai.engine.enrichment;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.Host;
import io.reconai.engine.asset.PortObservation;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.detectors.Probe;
import io.reconai.engine.http.HttpProber;
import io.reconai.engine.http.Origin;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.services.HttpAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Asks products that were recognised on a host's ports for something that is for their users, over HTTP and without
/// a login. In active mode only. Used by one thread.
///
/// What is answered is judged at once; of the answers themselves only the excerpt is kept.
final class HostAccess {

    /// A host with more products is a hosting platform; the first show what it is.
    private static final int MOST = 16;

    private final Host host;
    private final Supplier<HttpProber> probers;
    private final HttpAccess access;
    private final RandomGenerator random;

    HostAccess(Host host, Supplier<HttpProber> probers, HttpAccess access, RandomGenerator random) {
        this.host = host;
        this.probers = probers;
        this.access = access;
        this.random = random;
    }

    /// Asks on all ports side by side.
    ///
    /// @return the same ports in their order, with what was answered
    List<PortObservation> ask(List<PortObservation> ports) throws InterruptedException {
        var toAsk = ports.stream()
                .filter(port -> !access.questions(port.service()).isEmpty())
                .limit(MOST)
                .toList();
        var all = new ArrayList<>(ports);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answered = threads.invokeAll(toAsk.stream()
                    .map(port -> (Callable<PortObservation>) () -> port.answering(answers(port)))
                    .toList());
            for (var i = 0; i < answered.size(); i++) {
                all.set(all.indexOf(toAsk.get(i)), answered.get(i).get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
        return all;
    }

    private List<AccessAnswer> answers(PortObservation port) throws InterruptedException {
        var address = IpAddresses.parse(port.address());
        if (address.isEmpty()) {
            return List.of();
        }
        var questions = access.questions(port.service());
        var prober = probers.get();
        var overTls = port.identified()
                .map(identity -> identity.transport() == ServiceIdentity.Transport.TLS)
                .orElse(false);
        prober.paths(
                Origin.of(overTls ? "https" : "http", host, port.port()),
                address.get(),
                questions.stream()
                        .map(question -> new Probe(question.name(), question.path()))
                        .toList(),
                random);
        var answers = new ArrayList<AccessAnswer>();
        for (var i = 0; i < prober.exchanges().size(); i++) {
            answers.add(access.judge(questions.get(i), prober.exchanges().get(i)));
        }
        return answers;
    }
}
