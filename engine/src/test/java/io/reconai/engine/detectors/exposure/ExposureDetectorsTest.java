package io.reconai.engine.detectors.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.reconai.engine.asset.Check;
import io.reconai.engine.asset.HttpAnswer;
import io.reconai.engine.asset.Json;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Every row of the table finds its file, and none is fooled by a site that answers everything.
class ExposureDetectorsTest {

    private static final List<FoundFiles.Case> FILES = FoundFiles.ALL;

    @ParameterizedTest
    @FieldSource("FILES")
    void isFoundWhereItLies(FoundFiles.Case file) {
        assertThat(file.in(Answers.clean()).cleanAgain().found()).containsExactly(file.expected());
    }

    @Test
    void everyCheckHasSuchAFile() {
        assertThat(FILES.stream().map(file -> "exposure." + file.expected().split(" ")[0]))
                .containsAll(ExposureDetectors.families()
                        .flatMap(family -> family.checks().stream())
                        .map(Check::id)
                        .toList());
    }

    /// Whatever the file: where a random path of the same shape is answered alike, there is no file.
    @ParameterizedTest
    @FieldSource("FILES")
    void isNotThereWhereEverythingIs(FoundFiles.Case file) {
        for (var body : file.files().values()) {
            var answers = Answers.unknown().randomPaths(_ -> body);
            file.files().keySet().forEach(path -> answers.path(path, body));
            assertThat(answers.again(body).found()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void isNotThereWhenRefusedMissingOrElsewhere(FoundFiles.Case file) {
        for (var status : List.of(302, 401, 403, 404, 500)) {
            var answers = Answers.clean();
            file.files().forEach((path, answer) -> answers.path(path, withStatus(answer, status)));
            assertThat(answers.cleanAgain().found()).isEmpty();
        }
    }

    private static HttpAnswer withStatus(HttpAnswer answer, int status) {
        return new HttpAnswer(
                status,
                answer.protocol(),
                answer.headers(),
                answer.body(),
                answer.bodyBytes(),
                false,
                answer.bodySha256(),
                "",
                null,
                List.of(),
                answer.file(),
                null);
    }

    private static final List<Function<String, HttpAnswer>> SITES = List.of(
            _ -> Answers.answer(200, "text/html", "<!doctype html><html><head><title>App</title></head><div id=app>"),
            _ -> Answers.answer(200, "application/json", "{\"status\":404,\"error\":\"Not Found\"}"),
            _ -> Answers.answer(200, "application/json", "{\"status\":\"UP\"}"),
            path -> Answers.answer(302, "text/html", "", "Location: /login?next=" + path),
            path -> Answers.answer(
                    200,
                    "text/html",
                    "<html><body>No page " + path + " here. " + "x y z ".repeat(path.length()) + "</body></html>"),
            _ -> Answers.answer(200, "text/plain", ""),
            _ -> Answers.answer(403, "text/html", "<html>Access denied</html>"),
            _ -> Answers.answer(200, "text/html", "<html>Access denied, reference 0123456789abcdef</html>"));

    /// Each site answers all paths of all rows.
    @ParameterizedTest
    @FieldSource("SITES")
    void aSiteThatAnswersEverythingHasNothing(Function<String, HttpAnswer> site) {
        var answers = Answers.unknown().randomPaths(site).secondRandomPaths(site);
        allPaths().forEach(path -> answers.path(path, site.apply(path)));
        assertThat(answers.again(site.apply("/qzjxkvwpmfbtdnhr")).found()).isEmpty();
    }

    private static Stream<String> allPaths() {
        return ExposureDetectors.families()
                .flatMap(family -> family.rows().stream())
                .flatMap(row -> row.paths().apply(Answers.HOST).stream())
                .distinct();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "WordPress runs its configuration   | /wp-config.php      | ``",
                "a tutorial about .env              | /.env               | `<!DOCTYPE html><pre>APP_KEY=abc\nDB_PASSWORD=abc\n</pre>`",
                "one line only                      | /.env               | `DB_PASSWORD=abc`",
                "settings without anything telling  | /.env               | `FOO_BAR=1\nBAR_FOO=2`",
                "prose with two settings            | /.env               | `Set these\nas follows\nand restart\nDB_HOST=a\nDB_PASSWORD=abc`",
                "the home page                      | /.git/HEAD          | `<!doctype html><html>ref: refs/heads/main`",
                "a sentence about refs              | /.git/HEAD          | `ref: refs/heads/main is where work happens`",
                "a certificate                      | /server.key         | `-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----`",
                "a public key                       | /id_rsa             | `-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----`",
                "a key's beginning in a text        | /key.pem            | `Files begin with -----BEGIN PRIVATE KEY----- and so on`",
                "users without hashes               | /.htpasswd          | `anna:hello`",
                "a post about phpinfo               | /test.php           | `<html><title>Why phpinfo() is dangerous</title>phpinfo()`",
                "a script that says hello           | /test.php           | `hello`",
                "pong                               | /status             | `pong`",
                "a health page of another kind      | /actuator/health    | `{\"status\":\"ok\"}`",
                "an answer with a status of UP      | /actuator/health    | `{\"status\":\"UP\",\"user\":\"a\",\"plan\":\"b\"}`",
                "GraphQL that wants a query         | /graphql?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D | `{\"errors\":[{\"message\":\"Must provide query string\"}]}`",
                "JSON that is no description        | /swagger.json       | `{\"swagger\":\"yes\",\"paths\":{}}`",
                "nothing under an archive's name    | /backup.zip         | ``",
                "a page under an archive's name     | /backup.zip         | `<html>Our backups</html>`",
                "one statement                      | /dump.sql           | `CREATE TABLE is what one writes`",
                "WordPress is installed             | /wp-admin/install.php | `<html><input name=\"weblog_title\">Already Installed`",
                "an installer that is done          | /setup.php          | `<html><title>Setup</title><input name=\"db_host\">has already been installed`",
                "npm without a token                | /.npmrc             | `save-exact=true`",
                "no services                        | /docker-compose.yml | `version: 3`",
                "not the first instruction          | /Dockerfile         | `RUN true\nFROM debian`",
                "two lines of a log                 | /debug.log          | `2026-01-01 10:00 ERROR /var/www/a\n2026-01-01 10:00 ERROR /var/www/a`",
                "CVS without entries                | /CVS/Root           | `/home/cvs`",
                "one policy for a partner           | /crossdomain.xml    | `<allow-access-from domain=\"partner.example\"/>`",
                "prose about packages               | /requirements.txt   | `You need Python\nand patience\nand django==4.2`",
            })
    void onlyLooksLikeIt(String why, String path, String body) {
        assertThat(Answers.clean().path(path, body).cleanAgain().found())
                .as(why)
                .isEmpty();
    }

    @Test
    void theImageOfTheMemoryCountsOnlyBesideTheIndex() {
        var image = Answers.answer(200, "application/octet-stream", "", "Content-Length: 90000000");
        assertThat(Answers.clean()
                        .path("/actuator/heapdump", image)
                        .cleanAgain()
                        .found())
                .isEmpty();
    }

    @Test
    void weakProofNeedsAQuietOrigin() {
        var head = "ref: refs/heads/main\n";
        assertThat(Answers.clean().path("/.git/HEAD", head).cleanAgain().found())
                .containsExactly("git high");
        assertThat(Answers.unknown().path("/.git/HEAD", head).found())
                .as("nobody asked random paths")
                .isEmpty();
        assertThat(Answers.clean().path("/.git/HEAD", head).found())
                .as("stopped before the end")
                .isEmpty();
        assertThat(Answers.clean()
                        .path("/.git/HEAD", head)
                        .again(Answers.answer(200, "text/html", "Access denied"))
                        .found())
                .as("blocked in between")
                .isEmpty();
        assertThat(Answers.clean()
                        .secondRandomPaths(path -> Answers.answer(200, "text/html", "Welcome " + path))
                        .path("/.git/HEAD", head)
                        .cleanAgain()
                        .found())
                .as("random paths answered in two ways")
                .isEmpty();
    }

    @Test
    void strongProofCountsAlsoWhereTheScanWasStopped() {
        var found =
                Answers.clean().path("/.env", "APP_ENV=a\nDB_PASSWORD=******\n").findings();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().verified()).isTrue();
        assertThat(found.getFirst().location()).isEqualTo("https://www.acme.test/.env");
    }

    @Test
    void theSameFileUnderTwoPathsIsOneFinding() {
        var body = "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"Anvils\"},\"paths\":{}}";
        var found = Answers.clean()
                .path("/openapi.json", body)
                .path("/v3/api-docs", body)
                .cleanAgain()
                .findings();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().evidence()).hasSize(2);
    }

    @Test
    void aRepositoryIsOneFindingWhateverProvesIt() {
        var found = Answers.clean()
                .path("/.git/HEAD", "ref: refs/heads/main\n")
                .path("/.git/config", "[core]\n\trepositoryformatversion = 0\n")
                .cleanAgain()
                .findings();
        assertThat(found).extracting(finding -> finding.location()).containsExactly("https://www.acme.test/.git/");
        assertThat(found.getFirst().evidence()).hasSize(2);
        assertThat(found.getFirst().verified()).isTrue();
    }

    @Test
    void everyProofIsInTheEvidence() {
        for (var file : FILES) {
            var answers = file.in(Answers.clean()).cleanAgain();
            var document = Json.mapper().valueToTree(answers.evidence());
            for (var finding : answers.findings()) {
                finding.evidence().forEach(proof -> assertThat(
                                document.at(proof.pointer()).isMissingNode())
                        .as(proof.pointer())
                        .isFalse());
            }
        }
    }

    @Test
    void ofNothingNothingIsSaid() {
        assertThat(Answers.unknown().found()).isEmpty();
        assertThat(Answers.clean().cleanAgain().found()).isEmpty();
    }

    @Test
    void noPathIsAskedInTwoManners() {
        var manners = new HashMap<String, Object>();
        ExposureDetectors.families()
                .flatMap(family -> family.rows().stream())
                .flatMap(row -> row.probes(Answers.HOST).stream())
                .forEach(probe -> assertThat(manners.merge(probe.path(), probe.manner(), (one, _) -> one))
                        .as(probe.path())
                        .isEqualTo(probe.manner()));
    }
}
