package io.reconai.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// Talks to the server under test as somebody would.
public final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    public static final String PASSWORD = "a tunnel painted on rock";

    private final URI base;
    private final Map<String, String> headers;

    private Client(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /// Somebody who is not signed in, at an address where nobody was before.
    public static Client stranger(URI base) {
        return new Client(base, Map.of(AddressOfTests.HEADER, "test-" + UUID.randomUUID()));
    }

    /// Somebody with a new account.
    public static Client registered(URI base) {
        return registered(base, UUID.randomUUID() + "@acme.example");
    }

    /// Somebody with a new account of that address.
    public static Client registered(URI base, String email) {
        var answer = stranger(base).post("/api/auth/register", account(email));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("no account: " + answer.body());
        }
        return stranger(base)
                .with(
                        "Authorization",
                        "Bearer " + json(answer).path("access_token").asText());
    }

    /// Somebody with a new account who uses the web app: by its cookies.
    public static Client browser(URI base) {
        var answer = stranger(base)
                .with("Origin", "http://127.0.0.1:1")
                .post("/api/auth/register", account(UUID.randomUUID() + "@acme.example"));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("no account: " + answer.body());
        }
        var cookies = answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .toList();
        var csrf = cookies.stream()
                .filter(cookie -> cookie.startsWith("reconai_csrf="))
                .findFirst()
                .orElseThrow();
        return stranger(base)
                .with("Cookie", String.join("; ", cookies))
                .with("X-CSRF-Token", csrf.substring("reconai_csrf=".length()));
    }

    /// The body that makes or opens an account.
    public static String account(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    }

    /// The same person at another server.
    public Client at(URI other) {
        return new Client(other, headers);
    }

    /// The same with a further header.
    public Client with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Client(base, more);
    }

    /// What the client says with each request, name and value in turn.
    public String[] headers() {
        return headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    /// The `data` of an answer that must be a success.
    public JsonNode data(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer).path("data");
    }

    /// All rows of a list, over all its pages.
    ///
    /// @param path with its query, without page and limit
    public List<JsonNode> all(String path) {
        var rows = new ArrayList<JsonNode>();
        var more = true;
        for (var page = 1; more; page++) {
            var answer = json(get(path + (path.contains("?") ? "&" : "?") + "limit=100&page=" + page));
            answer.path("data").forEach(rows::add);
            more = answer.path("pagination").path("has_next").asBoolean();
        }
        return rows;
    }

    public HttpResponse<String> send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!headers.containsKey("Content-Type") && !method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException("not JSON: " + answer.body(), malformed);
        }
    }
}
