package io.reconai.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.reconai.server.Client;
import io.reconai.server.LabAround;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `backup` and `restore` beside the running service, as the operator gives them.
@QuarkusTest
@QuarkusTestResource(LabAround.class)
class StoreCopyTest {

    @TestHTTPResource("/")
    URI base = URI.create("/");

    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int copy(String... arguments) {
        return Main.copy(List.of(arguments), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private int login(String email) {
        return Client.stranger(base)
                .post("/api/auth/login", Client.account(email))
                .statusCode();
    }

    @Test
    void theServiceGoesOnWithWhatTheBackupHolds() {
        var stranger = Client.stranger(base);
        var backup = folder.resolve("backup.db").toString();
        stranger.post("/api/auth/register", Client.account("before@acme.example"));
        assertThat(copy("backup", backup))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        stranger.post("/api/auth/register", Client.account("after@acme.example"));
        assertThat(login("after@acme.example")).isEqualTo(200);

        assertThat(copy("restore", backup))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(login("before@acme.example")).isEqualTo(200);
        assertThat(login("after@acme.example")).isEqualTo(401);
        assertThat(stranger.get("/health").statusCode()).isEqualTo(200);
        assertThat(stranger.post("/api/auth/register", Client.account("after@acme.example"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(said.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "backup, 2, expected",
        "explode x, 2, expected",
        "backup a b, 2, expected",
        "restore /nowhere/backup.db, 3, /nowhere/backup.db",
        "backup /nowhere/backup.db, 3, /nowhere/backup.db"
    })
    void saysWhatIsWrong(String line, int status, String words) {
        assertThat(copy(line.split(" "))).isEqualTo(status);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(words);
    }
}
