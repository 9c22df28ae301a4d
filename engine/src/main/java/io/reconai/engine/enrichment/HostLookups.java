package io.reconai.engine.enrichment;

import io.reconai.engine.asset.DnsLookup;
import io.reconai.engine.asset.DnsRecordData;
import io.reconai.engine.asset.DomainName;
import io.reconai.engine.dns.DnsClient;
import io.reconai.engine.dns.DnsQuestion;
import io.reconai.engine.dns.RecordType;
import io.reconai.engine.net.IpAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The DNS questions asked for one host, each of them once: what was answered first is what is used, so that a name
/// that changes its mind between judging and connecting cannot.
///
/// Used by one thread.
final class HostLookups {

    private final DnsClient client;
    private final Map<DnsQuestion, DnsLookup> asked = new LinkedHashMap<>();
    private final List<DnsLookup> direct = new ArrayList<>();

    HostLookups(DnsClient client, List<DnsLookup> known) {
        this.client = client;
        for (var lookup : known) {
            if (lookup.isResolvers()) {
                asked.put(new DnsQuestion(lookup.name(), RecordType.valueOf(lookup.type())), lookup);
            } else {
                direct.add(lookup);
            }
        }
    }

    /// The resolvers' answer.
    DnsLookup ask(DomainName name, RecordType type) throws InterruptedException {
        return ask(name.value(), type);
    }

    /// The resolvers' answer.
    DnsLookup ask(String name, RecordType type) throws InterruptedException {
        var question = new DnsQuestion(name, type);
        var known = asked.get(question);
        if (known == null) {
            known = client.ask(question);
            asked.put(question, known);
        }
        return known;
    }

    /// Asks several types at once and waits for all: one round trip instead of one for each.
    void askTogether(DomainName name, List<RecordType> types) throws InterruptedException {
        askTogether(types.stream().map(type -> new DnsQuestion(name, type)).toList());
    }

    /// Asks all at once and waits for all.
    void askTogether(List<DnsQuestion> wanted) throws InterruptedException {
        var questions =
                wanted.stream().filter(question -> !asked.containsKey(question)).toList();
        var answers = together(questions.stream()
                .map(question -> (Callable<DnsLookup>) () -> client.ask(question))
                .toList());
        for (var i = 0; i < questions.size(); i++) {
            asked.put(questions.get(i), answers.get(i));
        }
    }

    private static List<DnsLookup> together(List<Callable<DnsLookup>> questions) throws InterruptedException {
        var answers = new ArrayList<DnsLookup>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
        return answers;
    }

    /// Asks name servers themselves, all at once, and waits for all. The answers are in the order of the questions.
    List<DnsLookup> askServers(List<ServerQuestion> wanted) throws InterruptedException {
        var answers = together(wanted.stream()
                .map(question -> (Callable<DnsLookup>) () -> question.ask(client))
                .toList());
        direct.addAll(answers);
        return answers;
    }

    /// Asks the first resolvers each by itself, beside what was asked already.
    List<DnsLookup> askEachResolver(DnsQuestion question, int most) throws InterruptedException {
        var answers = client.askEach(question, most);
        direct.addAll(answers);
        return answers;
    }

    /// The name servers that the parent of a zone names; none where it was not asked.
    List<DomainName> delegated(DomainName zone) {
        return direct.stream()
                .filter(lookup -> Delegation.isOf(lookup, zone))
                .flatMap(Delegation::servers)
                .toList();
    }

    /// IPv4 first, then IPv6, as answered.
    List<InetAddress> addresses(DomainName name) throws InterruptedException {
        var addresses = new ArrayList<InetAddress>();
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            ask(name, type).answers().stream()
                    .map(DnsRecordData::data)
                    .map(IpAddresses::parse)
                    .flatMap(Optional::stream)
                    .forEach(addresses::add);
        }
        return addresses;
    }

    /// Everything asked so far, in order.
    List<DnsLookup> all() {
        var all = new ArrayList<>(asked.values());
        all.addAll(direct);
        return all;
    }
}
