package io.reconai.engine.tls;

import io.reconai.engine.asset.ExchangeOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks one server all the hellos of a survey: a few at once, silence twice, and politely around its quirks.
///
/// Three at once until the server answered in TLS, then [#AT_ONCE]; and three again for good where a hello stayed
/// without an answer beside others and had one alone.
///
/// A server that refuses the name (alert 112) is asked without it from then on, one that refuses all protocols
/// (alert 120) without those; neither says anything about the version or suite. Safe for use by many threads.
final class Questioner {

    /// As browsers do; more looks like an attack and trips defences.
    private static final int AT_ONCE = 6;

    private static final int AT_ONCE_AT_FIRST = 3;

    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    /// So many times the time of the first answer is waited for the others.
    private static final int SLOWER = 20;

    /// A server that never answered anything is left alone after so many connections.
    private static final int MAX_SILENCES = 6;

    private static final int UNRECOGNIZED_NAME = 112;
    private static final int NO_APPLICATION_PROTOCOL = 120;

    private final HelloServer server;
    private final Turns turns = new Turns(AT_ONCE_AT_FIRST);
    private final List<String> notes = new ArrayList<>();
    private Duration patience = FIRST_PATIENCE;
    private boolean isTimed;
    private int connections;
    private int silences;
    private boolean isTls;
    private Optional<HelloAnswer> stop = Optional.empty();
    private boolean withoutName;
    private boolean withoutAlpn;

    Questioner(HelloServer server) {
        this.server = server;
    }

    /// Asks, again when nothing came, and again without what was refused beside the offer itself.
    HelloAnswer ask(ClientHello hello, ServerFlight.Until until) throws InterruptedException {
        return ask(hello, until, false);
    }

    /// @param isFirst goes before those that are not, since others wait for what it begins
    HelloAnswer ask(ClientHello hello, ServerFlight.Until until, boolean isFirst) throws InterruptedException {
        var answer = once(adapted(hello), until, isFirst);
        if (isAlert(answer, UNRECOGNIZED_NAME) && hello.name().isPresent()) {
            dropName();
            answer = once(adapted(hello), until, isFirst);
        }
        if (isAlert(answer, NO_APPLICATION_PROTOCOL) && !hello.alpn().isEmpty()) {
            dropAlpn();
            answer = once(adapted(hello), until, isFirst);
        }
        return isSilence(answer) ? alone(adapted(hello), until) : answer;
    }

    private HelloAnswer alone(ClientHello hello, ServerFlight.Until until) throws InterruptedException {
        turns.takeAlone();
        try {
            var answer = asked(hello, until);
            if (!isSilence(answer)) {
                turns.most(AT_ONCE_AT_FIRST);
            }
            return answer;
        } finally {
            turns.giveBack(false);
        }
    }

    /// Keeps so many more places for hellos that go first, or fewer.
    void keepPlaces(int more) {
        turns.keep(more);
    }

    /// How many connections were made so far.
    synchronized int connections() {
        return connections;
    }

    /// Adds a sentence on what could not be found out.
    synchronized void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    private HelloAnswer once(ClientHello hello, ServerFlight.Until until, boolean isFirst) throws InterruptedException {
        turns.take(isFirst);
        try {
            return asked(hello, until);
        } finally {
            turns.giveBack(isFirst);
        }
    }

    private HelloAnswer asked(ClientHello hello, ServerFlight.Until until) throws InterruptedException {
        var stopped = stopped();
        if (stopped.isPresent()) {
            return stopped.get();
        }
        var began = System.nanoTime();
        var answer = server.ask(hello, until, patience());
        count(answer, Duration.ofNanos(System.nanoTime() - began));
        return answer;
    }

    private synchronized Duration patience() {
        return patience;
    }

    /// Set when asking on is of no use: nobody speaks TLS here, or nobody answers, or we may not ask.
    private synchronized Optional<HelloAnswer> stopped() {
        return stop;
    }

    private synchronized void count(HelloAnswer answer, Duration elapsed) {
        connections++;
        switch (answer) {
            case HelloAnswer.Accepted _, HelloAnswer.Alerted _, HelloAnswer.Ssl2 _ -> {
                if (!isTls) {
                    isTls = true;
                    turns.most(AT_ONCE);
                }
            }
            case HelloAnswer.Foreign _ -> stopUnlessTls(answer);
            case HelloAnswer.Nothing nothing -> {
                silences++;
                if (nothing.outcome() == ExchangeOutcome.BLOCKED || silences >= MAX_SILENCES) {
                    stopUnlessTls(answer);
                }
            }
        }
        if (!isTimed && !(answer instanceof HelloAnswer.Nothing)) {
            isTimed = true;
            var longer = elapsed.multipliedBy(SLOWER);
            patience = longer.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : longer;
            patience = patience.compareTo(FIRST_PATIENCE) > 0 ? FIRST_PATIENCE : patience;
        }
    }

    private void stopUnlessTls(HelloAnswer answer) {
        if (!isTls && stop.isEmpty()) {
            stop = Optional.of(answer);
        }
    }

    private synchronized ClientHello adapted(ClientHello hello) {
        var named = withoutName ? hello.withoutName() : hello;
        return withoutAlpn ? named.withoutAlpn() : named;
    }

    private synchronized void dropName() {
        withoutName = true;
        note("the server refuses this name, so that it was asked without one");
    }

    private synchronized void dropAlpn() {
        withoutAlpn = true;
        note("the server refuses h2 and http/1.1, so that its protocols are not known");
    }

    private static boolean isAlert(HelloAnswer answer, int description) {
        return answer instanceof HelloAnswer.Alerted alerted && alerted.description() == description;
    }

    /// Not blocked and no failure of ours, which would only happen again.
    private static boolean isSilence(HelloAnswer answer) {
        return answer instanceof HelloAnswer.Nothing nothing
                && nothing.outcome() != ExchangeOutcome.BLOCKED
                && nothing.outcome() != ExchangeOutcome.FAILED;
    }
}
