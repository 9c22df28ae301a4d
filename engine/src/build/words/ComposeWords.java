import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Composes the word list of the brute force, `words.txt`, from the lists beside this file and from naming habits.
///
/// Run from the project's root, with JDK 25:
/// `java engine/src/build/words/ComposeWords.java engine/src/main/resources/io/reconai/engine/discovery/words.txt`.
/// The same input gives the same file; a test compares them. To change the list, change a list beside this file or a
/// habit below, run this, and commit both. The lists hold words parted by blanks; each says at its top where it is
/// from.
///
/// Order is rough likelihood, since the scanner tries only the beginning on deeper levels: the hand-made beginning,
/// then numbers, businesses and products, environments, places, and words of the language last.
final class ComposeWords {

    private static final Pattern NAME = Pattern.compile("(?!.{64})[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9-]+)?");

    /// Hosts that come in numbers, the most usual first.
    private static final List<String> OFTEN_NUMBERED = words(
            """
            www web app api mail smtp mx ns dns db srv server host node vm vpn gw proxy dev test staging cdn img static
            ftp sql mysql redis cache lb dc ad ws ts fw esx esxi""");

    private static final List<String> NUMBERED = words(
            """
            prod stage qa uat demo pc print nas san sip voip pbx cam ap sw router switch rtr core edge relay mta pop
            imap webmail exch ex ca ldap auth sso kube k8s worker master slave data store backup storage file fs win
            linux docker git ci build jenkins log mon es elastic kafka mq queue mongo pg postgres ora oracle bastion jump
            rds rdp citrix terminal remote gpu hpc compute client site shop media video stream game s a b c d e n m p r
            v""");

    private static final List<String> ENVIRONMENTS = words(
            """
            dev test staging stage stg qa uat prod demo beta preprod pre-prod sandbox int integration tst acc acceptance
            old new internal int1 dev1 dev2 test1 test2 qa1 qa2 uat1 uat2 prd dr ci lab poc pilot perf training
            preview nonprod alpha v1 v2""");

    private static final List<String> SERVICES = words(
            """
            www api app web admin portal auth login sso mail vpn cdn static db shop store m mobile my backend frontend
            gateway git jenkins ci docs wiki support crm erp cms blog files media img data cache ws proxy
            dashboard console monitor grafana kibana billing pay payments account id partner customer search chat
            service internal adminer""");

    /// Countries, languages and regions that hosts are doubled for.
    private static final List<String> REGIONS = words(
            """
            us uk de fr es it nl eu ca au in br jp cn ch at be se no dk fi pl pt ie cz ru tr mx sg hk za ae kr asia apac
            emea latam east west""");

    private static final List<String> REGIONAL =
            words("www web api app mail shop vpn cdn m portal dev login store gw ns");

    private static final int FEW = 10;
    private static final int MANY = 30;

    private final Path folder;
    private final Set<String> composed = new LinkedHashSet<>();

    private ComposeWords(Path folder) {
        this.folder = folder;
    }

    /// @param arguments the file to write
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("name the file to write");
        }
        var source = System.getProperty("jdk.launcher.sourcefile", "engine/src/build/words/ComposeWords.java");
        var compose = new ComposeWords(Path.of(source).toAbsolutePath().getParent());
        compose.compose();
        compose.write(Path.of(arguments[0]));
    }

    private void compose() throws IOException {
        addList("first");
        addLetters();
        addNumbered(OFTEN_NUMBERED, 0, MANY);
        addNumbered(NUMBERED, 1, FEW);
        addList("business");
        addList("products");
        addPairs(ENVIRONMENTS, SERVICES, "-");
        addList("places");
        addPairs(REGIONS, REGIONAL, "-");
        addList("services");
        addPairs(ENVIRONMENTS.subList(0, FEW), SERVICES.subList(0, MANY), "");
        addBelow(ENVIRONMENTS.subList(0, FEW), SERVICES.subList(0, FEW));
        addList("machines");
        addShort();
        addList("english");
    }

    private void addList(String name) throws IOException {
        try (var lines = Files.lines(folder.resolve(name + ".txt"))) {
            lines.filter(line -> !line.startsWith("#")).flatMap(line -> words(line).stream()).forEach(this::add);
        }
    }

    private void addLetters() {
        for (var letter = 'a'; letter <= 'z'; letter++) {
            add(String.valueOf(letter));
        }
        for (var number = 0; number <= MANY; number++) {
            add(String.valueOf(number));
        }
    }

    /// `web1 web01 web-1 web-01` for all, then the next number for all: low numbers are likelier.
    private void addNumbered(List<String> hosts, int from, int to) {
        List<UnaryOperator<String>> habits = List.of(
                number -> number, number -> padded(number), number -> "-" + number, number -> "-" + padded(number));
        for (var number = from; number <= to; number++) {
            for (var habit : habits) {
                var end = habit.apply(String.valueOf(number));
                hosts.forEach(host -> add(host + end));
            }
        }
    }

    private static String padded(String number) {
        return number.length() < 2 ? "0" + number : number;
    }

    private void addPairs(List<String> left, List<String> right, String between) {
        for (var one : left) {
            for (var other : right) {
                add(other + between + one);
                add(one + between + other);
            }
        }
    }

    private void addBelow(List<String> parents, List<String> labels) {
        parents.forEach(parent -> labels.forEach(label -> add(label + "." + parent)));
    }

    /// Two letters, and a letter with a digit.
    private void addShort() {
        for (var first = 'a'; first <= 'z'; first++) {
            for (var second = 'a'; second <= 'z'; second++) {
                add("" + first + second);
            }
            for (var digit = '0'; digit <= '9'; digit++) {
                add("" + first + digit);
            }
        }
    }

    private void add(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a label: " + name);
        }
        composed.add(name);
    }

    private void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# Labels that hosts often have, the likeliest first. Made in engine/src/build/words.");
        lines.add("# Its last part is of SCOWL's lists of common English words, under this notice:");
        try (var english = Files.lines(folder.resolve("english.txt"))) {
            english.filter(line -> line.startsWith("#"))
                    .dropWhile(line -> !line.startsWith("# Copyright"))
                    .forEach(lines::add);
        }
        lines.addAll(composed);
        Files.write(file, lines);
        System.out.println(composed.size() + " words");
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
