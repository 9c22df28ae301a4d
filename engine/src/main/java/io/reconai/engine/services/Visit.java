package io.reconai.engine.services;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.ServiceIdentity;
import io.reconai.engine.asset.ServiceIdentity.Transport;
import io.reconai.engine.asset.Text;
import io.reconai.engine.net.Deadline;
import io.reconai.engine.net.Dialer;
import io.reconai.engine.net.Limits;
import io.reconai.engine.net.Outcome;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections to one open port, one after another, until something is recognised. Used by one thread, once.
final class Visit {

    private static final int MOST_CONNECTIONS = 3;
    /// Of what is no HTTP, beyond which no more is waited for.
    static final int MOST_BYTES = 8 * 1024;

    private static final int MOST_HTTP_BYTES = 64 * 1024;
    private static final int MOST_EVIDENCE = 256;
    private static final Duration FOR_AN_ANSWER = Duration.ofMillis(1_500);
    private static final Duration FOR_HTTP = Duration.ofSeconds(3);
    private static final Duration FOR_TLS = Duration.ofSeconds(4);

    /// Of a peer that says nothing: as long as a greeting is waited for at most, and then an answer.
    private static final Duration PATIENCE = UsualPorts.LONGEST.plus(FOR_HTTP);

    private static final String HTTP = "http";
    private static final String GREETING = "greeting";

    /// What a recognised service is asked on a connection of its own, since the first question settled the protocol.
    private static final Map<String, String> ASKED_APART = Map.of("smb", "smb1");

    private final Dialer dialer;
    private final Questions questions;
    private final Recognisers recognisers;
    private final InetAddress address;
    private final int port;
    private final String host;
    private final String userAgent;
    private final TlsDoor tls;
    private final Deadline deadline;
    private final ArrayDeque<Question> toAsk;
    private int connections;
    private int closedAtOnce;
    private boolean greetingAwaited;
    private boolean triedTls;
    private boolean isGone;

    /// HTTP that only complained about another protocol's question: it is asked again in its own.
    private boolean isHalfKnown;

    private String banner = "";
    private Exploration best = Exploration.NOTHING;
    private final List<AccessAnswer> access = new ArrayList<>();

    Visit(
            Dialer dialer,
            Questions questions,
            Recognisers recognisers,
            InetAddress address,
            int port,
            String host,
            String userAgent,
            TlsDoor tls,
            Deadline deadline) {
        this.dialer = dialer;
        this.questions = questions;
        this.recognisers = recognisers;
        this.address = address;
        this.port = port;
        this.host = host;
        this.userAgent = userAgent;
        this.tls = tls;
        this.deadline = deadline;
        toAsk = new ArrayDeque<>(questions.usualAt(port));
        toAsk.add(questions.named(HTTP));
        toAsk.add(questions.named("generic"));
    }

    /// Plain first where plain is usual, TLS first where TLS is; then the other, then what is left.
    Exploration explore() throws InterruptedException {
        if (UsualPorts.speaksTls(port)) {
            overTls();
        }
        while (mayAsk()) {
            plain(toAsk.removeFirst());
            if (mayAsk() && !isHalfKnown && !triedTls) {
                overTls();
            }
        }
        askApart();
        return result();
    }

    /// The greeting alone.
    Exploration listen() throws InterruptedException {
        try (var conversation = connect().orElse(null)) {
            if (conversation != null) {
                await(conversation, Duration.ofMillis(600));
            }
        }
        return result();
    }

    private Exploration result() {
        return new Exploration(best.service(), banner, best.identity(), closedAtOnce > 1, access);
    }

    private void askApart() throws InterruptedException {
        var further = ASKED_APART.get(best.service());
        if (further == null || connections >= MOST_CONNECTIONS || deadline.hasPassed()) {
            return;
        }
        try (var conversation = connect().orElse(null)) {
            if (conversation != null) {
                conversation.ask(questions.named(further), host, userAgent);
                var heard = conversation.listen(FOR_AN_ANSWER, this::isEnough);
                recognisers.read(heard).ifPresent(seen -> noteAccess(seen, further, heard.text()));
            }
        }
    }

    /// What greeted with something unknown is not asked: it has said what it had to say.
    private boolean mayAsk() {
        return isUnknown()
                && banner.isEmpty()
                && connections < MOST_CONNECTIONS
                && !toAsk.isEmpty()
                && !deadline.hasPassed()
                && !isGone;
    }

    private boolean isUnknown() {
        return best.service().isEmpty() || isHalfKnown;
    }

    private void plain(Question question) throws InterruptedException {
        try (var conversation = connect().orElse(null)) {
            if (conversation == null) {
                isGone = true;
                return;
            }
            if (!greetingAwaited) {
                greetingAwaited = true;
                await(conversation, UsualPorts.patience(port));
            }
            if (isUnknown() && banner.isEmpty() && !conversation.heard().ended()) {
                ask(conversation, question, Transport.TCP);
            }
            countIfClosed(conversation.heard());
        }
    }

    /// A first connection that ends before anything was asked, and then another without a byte.
    private void countIfClosed(Heard heard) {
        var unasked = heard.question().isEmpty();
        if (heard.ended() && heard.text().isEmpty() && (unasked || closedAtOnce > 0)) {
            closedAtOnce++;
        }
    }

    private void overTls() throws InterruptedException {
        triedTls = true;
        connections++;
        try (var conversation = tls.open(address, port, deadline.orIn(FOR_TLS))
                .map(socket -> new Conversation(socket, MOST_HTTP_BYTES))
                .orElse(null)) {
            if (conversation == null) {
                return;
            }
            best = described(Recognised.of("tls"), Transport.TLS, "");
            if (UsualPorts.greets(port)) {
                greet(conversation, Duration.ofMillis(2_500), Transport.TLS);
            } else {
                var usual = questions.usualAt(port);
                ask(conversation, usual.isEmpty() ? questions.named(HTTP) : usual.getFirst(), Transport.TLS);
            }
        }
    }

    private Optional<Conversation> connect() throws InterruptedException {
        connections++;
        var limits = new Limits(MOST_HTTP_BYTES, deadline, PATIENCE);
        return dialer.connect(address, port, limits) instanceof Outcome.Answered<Socket> connected
                ? Optional.of(new Conversation(connected.value(), MOST_HTTP_BYTES))
                : Optional.empty();
    }

    private void await(Conversation conversation, Duration patience) {
        if (patience.isZero()) {
            return;
        }
        greet(conversation, patience, Transport.TCP);
    }

    private void greet(Conversation conversation, Duration patience, Transport transport) {
        var heard = conversation.listen(patience, this::isEnough);
        if (!heard.text().isEmpty()) {
            banner = visible(heard);
            recognise(conversation, heard, transport);
        }
    }

    private void ask(Conversation conversation, Question question, Transport transport) {
        conversation.ask(question, host, userAgent);
        var heard = conversation.listen(question.name().startsWith(HTTP) ? FOR_HTTP : FOR_AN_ANSWER, this::isEnough);
        if (Recognisers.wantsTls(heard)) {
            return;
        }
        if (isLateGreeting(heard)) {
            banner = visible(heard);
        }
        recognise(conversation, heard, transport);
    }

    /// What a slow server says by itself arrives after the question, and is a greeting all the same.
    private boolean isLateGreeting(Heard heard) {
        return recognisers
                .read(heard.unasked())
                .filter(seen -> !seen.service().equals(HTTP))
                .isPresent();
    }

    /// Notes what it is and follows up, as long as that tells more.
    private void recognise(Conversation conversation, Heard first, Transport transport) {
        var heard = first;
        var asked = new HashSet<String>();
        var question = heard.question().isEmpty() ? GREETING : heard.question();
        var before = 0;
        var seen = recognisers.read(heard);
        while (seen.isPresent()) {
            note(seen.get(), heard, transport);
            noteAccess(seen.get(), question, heard.text().substring(before));
            var then = seen.get().then();
            if (then.isEmpty() || !asked.add(then) || heard.ended()) {
                return;
            }
            var further = next(then, heard);
            if (further.isEmpty()) {
                return;
            }
            question = then;
            before = heard.text().length();
            conversation.ask(further.get(), host, userAgent);
            heard = conversation.listen(FOR_AN_ANSWER, this::isEnough);
            seen = recognisers.read(heard);
        }
    }

    private Optional<Question> next(String then, Heard heard) {
        return then.equals(Directory.ENTRY_QUESTION) ? Directory.entry(heard) : Optional.of(questions.named(then));
    }

    private void note(Recognised seen, Heard heard, Transport transport) {
        if (seen.service().isEmpty()) {
            return;
        }
        best = described(seen, transport, visible(heard));
        isHalfKnown = seen.service().equals(HTTP) && !heard.question().startsWith(HTTP) && transport == Transport.TCP;
    }

    /// Keeps what was answered to the question asked last, where it tells whether one gets in.
    private void noteAccess(Recognised seen, String question, String answer) {
        if (seen.outcome() != AccessAnswer.Outcome.UNKNOWN) {
            access.add(AccessAnswer.of(question, seen.outcome(), answer, ListedNames.in(question, answer)));
        }
    }

    static Exploration described(Recognised seen, Transport transport, String evidence) {
        var name = transport == Transport.TLS && seen.service().equals(HTTP) ? "https" : seen.service();
        var identity = new ServiceIdentity(
                transport,
                seen.product(),
                seen.version(),
                Cpe.name(seen.cpe(), seen.version()),
                seen.confidence(),
                seen.access(),
                evidence);
        return new Exploration(name, "", identity, false);
    }

    private boolean isEnough(Heard heard) {
        if (heard.startsWith("HTTP/1.") || heard.text().length() >= MOST_BYTES) {
            return heard.text().length() >= MOST_HTTP_BYTES || !heard.startsWith("HTTP/1.");
        }
        return !Recognisers.isCut(heard)
                && recognisers.read(heard).filter(Visit::isComplete).isPresent();
    }

    private static boolean isComplete(Recognised seen) {
        return !seen.version().isEmpty() || !seen.then().isEmpty();
    }

    private static String visible(Heard heard) {
        return Text.visible(heard.text().stripTrailing(), MOST_EVIDENCE);
    }
}
