package io.reconai.engine.services;

import java.time.Duration;
import java.util.Set;

/// What usually listens where. Numbers decide the order of questions and the patience, never what a service is.
final class UsualPorts {

    private static final Duration SHORT = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofMillis(2_500);

    /// Reverse look-ups and tar pits for spammers delay these.
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Set<Integer> SLOW_TO_GREET = Set.of(21, 22, 25);
    private static final Set<Integer> GREETS = Set.of(
            21, 22, 25, 110, 119, 143, 194, 220, 465, 563, 587, 873, 990, 992, 993, 994, 995, 2121, 2222, 2525, 3306,
            3307, 3690, 4222, 5900, 5901, 5902, 5903, 6667, 6697, 33060, 61616);

    private static final Set<Integer> HTTP = Set.of(
            80, 81, 591, 3000, 3128, 4848, 5000, 5601, 5800, 5984, 5985, 7070, 8000, 8008, 8080, 8081, 8082, 8083, 8086,
            8088, 8089, 8090, 8091, 8161, 8181, 8500, 8880, 8888, 9000, 9001, 9090, 9200, 10000, 15672, 2082, 2086,
            2095, 2375, 2379, 631);

    private static final Set<Integer> TLS = Set.of(
            443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 2083, 2087, 2096, 2376, 3269, 4443, 5061, 5223, 5671,
            5986, 6443, 6514, 6697, 7443, 8006, 8443, 8444, 8883, 9443, 10250, 10443, 15671);

    /// Printers print what they are sent (9100 to 9107); a plant may stop at a stray byte; git needs a request.
    private static final Set<Integer> CONNECT_ONLY = Set.of(
            9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 102, 502, 789, 1911, 2404, 4840, 4911, 9600, 18_245, 20_000,
            20_547, 44_818, 47_808, 9418);

    private UsualPorts() {}

    /// True where no byte is sent, whatever listens.
    static boolean connectOnly(int port) {
        return CONNECT_ONLY.contains(port);
    }

    static boolean speaksTls(int port) {
        return TLS.contains(port);
    }

    static boolean greets(int port) {
        return GREETS.contains(port);
    }

    /// How long a greeting is waited for before anything is asked; not at all where the client speaks first, since
    /// a greeting would arrive beside the answer.
    static Duration patience(int port) {
        if (SLOW_TO_GREET.contains(port)) {
            return LONGEST;
        }
        if (GREETS.contains(port)) {
            return LONG;
        }
        return HTTP.contains(port) || TLS.contains(port) ? Duration.ZERO : SHORT;
    }
}
