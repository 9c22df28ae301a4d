package io.reconai.engine.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.AccessAnswer;
import io.reconai.engine.asset.AccessAnswer.Outcome;
import io.reconai.engine.asset.Exchange;
import io.reconai.engine.asset.ExchangeOutcome;
import io.reconai.engine.asset.Header;
import io.reconai.engine.asset.HttpAnswer;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What products answer to strangers, and whether that means that they are open.
class HttpAccessTest {

    private static final String PAGE = "<!doctype html><html><head><title>App</title></head><body></body></html>";

    private final HttpAccess access = new HttpAccess();

    private static Exchange answered(int status, String type, String body, Header... more) {
        var headers = new java.util.ArrayList<>(List.of(new Header("Content-Type", type)));
        headers.addAll(List.of(more));
        return exchange(
                ExchangeOutcome.ANSWERED,
                new HttpAnswer(status, "http/1.1", headers, body, body.length(), false, "00", ""));
    }

    private static Exchange exchange(ExchangeOutcome outcome, @org.jspecify.annotations.Nullable HttpAnswer answer) {
        return new Exchange(
                "q",
                "GET",
                "http://www.acme.test:1/",
                "203.0.113.1",
                0,
                0,
                List.of(),
                outcome,
                "no answer",
                false,
                answer,
                Instant.EPOCH,
                1);
    }

    private HttpAccess.Question question(String name) {
        return access.all().stream()
                .filter(question -> question.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private AccessAnswer judge(String name, Exchange exchange) {
        return access.judge(question(name), exchange);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        elasticsearch-indices    | [{"index":"orders","docs.count":"7"},{"index":".kibana","docs.count":"1"}]    | orders
        elasticsearch-indices    | []                                                                            | ``
        docker-version           | {"Platform":{"Name":"Docker"},"Version":"24.0.7","ApiVersion":"1.43","Os":"linux"} | ``
        kubernetes-namespaces    | {"kind":"NamespaceList","apiVersion":"v1","items":[{"metadata":{"name":"default"}}]} | default
        etcd-keys                | {"action":"get","node":{"dir":true,"nodes":[{"key":"/registry","dir":true}]}} | /registry
        jenkins-jobs             | {"_class":"hudson.model.Hudson","jobs":[{"_class":"x","name":"deploy"}]}      | deploy
        kibana-status            | {"name":"k","uuid":"u","version":{"number":"7.17.0","build_hash":"x"}}        | ``
        grafana-dashboards       | [{"id":1,"uid":"a","title":"Sales"}]                                          | Sales
        prometheus-buildinfo     | {"status":"success","data":{"version":"2.48.0","revision":"6"}}               | ``
        node-exporter-metrics    | # HELP go_gc_duration_seconds A summary.                                      | ``
        consul-agent             | {"Config":{"Datacenter":"dc1"}}                                               | ``
        nomad-jobs               | [{"ID":"web","Name":"web"}]                                                   | web
        couchbase-pool           | {"name":"default","nodes":[{"hostname":"10.0.0.1"}]}                          | ``
        rabbitmq-overview        | {"management_version":"3.12.1","rates_mode":"basic"}                          | ``
        airflow-dags             | {"dags":[{"dag_id":"load"}],"total_entries":1}                                | load
        jupyter-kernels          | []                                                                            | ``
        portainer-endpoints      | [{"Id":1,"Name":"local"}]                                                     | ``
        solr-system              | {"responseHeader":{"status":0},"lucene":{"solr-spec-version":"9.4.0"}}        | ``
        couchdb-databases        | ["_users","orders"]                                                           | _users,orders
        hadoop-cluster           | {"clusterInfo":{"id":1,"hadoopVersion":"3.3.6"}}                              | ``
        clickhouse-select        | 1                                                                             | ``
        influxdb-databases       | {"results":[{"statement_id":0,"series":[{"name":"databases","columns":["name"],"values":[["plant"]]}]}]} | plant
        neo4j-data               | {"node":"x","neo4j_version":"3.5.35"}                                         | ``
        minio-buckets            | <?xml version="1.0"?><ListAllMyBucketsResult><Buckets><Bucket><Name>photos</Name></Bucket></Buckets></ListAllMyBucketsResult> | photos
        """)
    void openIsWhatOnlyUsersShouldGet(String question, String body, String names) {
        var seen = judge(question, answered(200, "application/json", body));
        assertThat(seen.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(String.join(",", seen.names())).isEqualTo(names);
        assertThat(seen.excerpt()).isNotBlank();
        assertThat(judge(question, answered(401, "application/json", body)).outcome())
                .isEqualTo(Outcome.NEEDS_AUTHENTICATION);
        assertThat(judge(question, answered(200, "text/html", body)).outcome())
                .as("a page that shows such a text")
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void pagesProveOnlyWhereTheProductShowsPages() {
        var console = "<form action=\"script\" method=\"post\"><textarea id=\"script\" name=\"script\"></textarea>";
        assertThat(judge("jenkins-script", answered(200, "text/html", console)).isOpen())
                .isTrue();
        var spark = "<html><head><title>Spark Master at spark://m:7077</title></head>";
        assertThat(judge("spark-master", answered(200, "text/html", spark)).isOpen())
                .isTrue();
    }

    @Test
    void whatAnswersEverythingAlikeIsNotOpen() {
        for (var question : access.all()) {
            for (var exchange : List.of(
                    answered(200, "text/html", PAGE),
                    answered(200, "application/json", PAGE),
                    answered(200, "application/json", "{\"status\":404}"),
                    answered(200, "application/json", "{}"),
                    answered(200, "text/plain", ""),
                    answered(404, "application/json", "[]"),
                    answered(302, "text/html", "", new Header("Location", "/login?next=" + question.path())),
                    exchange(ExchangeOutcome.TIMED_OUT, null))) {
                assertThat(access.judge(question, exchange).isOpen())
                        .as(question.name() + " " + exchange)
                        .isFalse();
            }
        }
    }

    @Test
    void saysHowItWasTurnedAway() {
        assertThat(judge("jenkins-jobs", answered(403, "text/html", PAGE)).outcome())
                .isEqualTo(Outcome.NEEDS_AUTHENTICATION);
        assertThat(judge("kibana-status", answered(302, "text/html", "", new Header("Location", "/login")))
                        .outcome())
                .isEqualTo(Outcome.NEEDS_AUTHENTICATION);
        assertThat(judge("etcd-keys", answered(404, "text/plain", "404 page not found"))
                        .outcome())
                .isEqualTo(Outcome.REFUSED);
        assertThat(judge("etcd-keys", answered(500, "text/plain", "")).outcome())
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(judge("etcd-keys", exchange(ExchangeOutcome.REFUSED, null)).outcome())
                .isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 5_000})
    void littleIsKept(int databases) {
        var body = new StringBuilder("[");
        for (var i = 0; i < databases; i++) {
            body.append(i == 0 ? "" : ",").append("\"d\u001b\u202e").append(i).append('"');
        }
        var seen = judge(
                "couchdb-databases",
                answered(200, "application/json", body.append(']').toString()));
        assertThat(seen.names()).hasSize(5).first().isEqualTo("d\\u001b\\u202e0");
        // a control character becomes six
        assertThat(seen.excerpt().length()).isLessThanOrEqualTo(6 * AccessAnswer.MOST_EXCERPT + 1);
        assertThat(seen.excerpt()).doesNotContain("\u001b");
    }

    @Test
    void everyProductThatIsAskedIsRecognised() {
        var recognised = new TreeSet<>(
                Table.read("http-products.txt", 7).stream().map(List::getFirst).toList());
        assertThat(access.all()).allSatisfy(question -> {
            assertThat(recognised).contains(question.service());
            assertThat(question.path()).matches("/[!-~]*");
            assertThat(Pattern.compile("[{}\\[\\]]").matcher(question.path()).find())
                    .isFalse();
        });
    }
}
