package io.reconai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

/// Somebody who made an account and uses the interface.
final class ApiCaller implements AutoCloseable {

    static final String PASSWORD = "a tunnel painted on rock";

    private static final Set<String> ENDS = Set.of("completed", "partial", "failed", "canceled");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin;
    private final String token;

    private ApiCaller(ServiceProcess server) throws IOException, InterruptedException {
        origin = "http://127.0.0.1:" + server.port();
        var account = "{\"email\":\"bench@example.com\",\"password\":\"" + PASSWORD + "\"}";
        var answer = answer(HttpRequest.newBuilder(URI.create(origin + "/api/auth/register")), account);
        token = answer.path("access_token").asText();
    }

    static ApiCaller register(ServiceProcess server) throws IOException, InterruptedException {
        return new ApiCaller(server);
    }

    /// @throws IOException when the answer is no success
    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()));
    }

    /// Starts a scan and waits for its end.
    ///
    /// @return the scan, as the interface shows it
    JsonNode scan(String domain, String mode) throws IOException, InterruptedException {
        var order = "{\"domain\":\"" + domain + "\",\"mode\":\"" + mode + "\"}";
        var scanId = answer(request("/api/assets/scan"), order).path("scan_id").asText();
        while (true) {
            Thread.sleep(500);
            var scan = get("/api/assets/scans/" + scanId).path("data");
            if (ENDS.contains(scan.path("scan_status").asText())) {
                return scan;
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest.Builder request, String body) throws IOException, InterruptedException {
        request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static JsonNode answer(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
