package io.reconai.server.identity;

import io.reconai.engine.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks an identity provider over HTTP. Redirects are not followed, answers are bounded in bytes and time.
///
/// The operator named one address, which is connected to as it is. Where the provider names another host, it must be
/// reached by https, and the address policy has its say.
final class ProviderHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;

    private final URI named;
    private final AddressPolicy policy;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// @param named by the operator
    ProviderHttp(URI named, AddressPolicy policy) {
        this.named = named;
        this.policy = policy;
    }

    record Answer(int status, String body) {}

    /// The text at an address.
    ///
    /// @throws IOException for every other answer, and for none
    String get(URI address) throws IOException, InterruptedException {
        var answer = ask(HttpRequest.newBuilder(address));
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
        return answer.body();
    }

    /// Sends a form; what comes back may be a refusal.
    Answer post(URI address, String form, Map<String, String> headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return ask(request);
    }

    /// An address that the provider named, when we may connect to it.
    ///
    /// @param what the provider's word for it
    URI admitted(String text, String what) throws IOException {
        var address = address(text, what);
        if (isNamed(address)) {
            return address;
        }
        if (!"https".equals(address.getScheme())) {
            throw new IOException(what + " of another host needs https");
        }
        for (var target : InetAddress.getAllByName(address.getHost())) {
            var forbidden = policy.forbids(target);
            if (forbidden.isPresent()) {
                throw new IOException("the address policy forbids the host of " + what + ": " + forbidden.get());
            }
        }
        return address;
    }

    /// An address that the provider named for browsers: they go there, we do not.
    URI forBrowsers(String text, String what) throws IOException {
        var address = address(text, what);
        if (!isNamed(address) && !"https".equals(address.getScheme())) {
            throw new IOException(what + " of another host needs https");
        }
        return address;
    }

    private static URI address(String text, String what) throws IOException {
        try {
            var address = new URI(text);
            if (address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException malformed) {
            // Said below.
        }
        throw new IOException("the configuration names no address as " + what);
    }

    private boolean isNamed(URI address) {
        return address.getHost().equalsIgnoreCase(named.getHost())
                && named.getScheme().equals(address.getScheme());
    }

    private Answer ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var asked = http.sendAsync(
                request.timeout(PATIENCE).header("Accept", "application/json").build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES));
        try {
            var answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException failed) {
            throw new IOException("no answer", failed.getCause());
        } catch (TimeoutException slow) {
            throw new IOException("no whole answer in time", slow);
        } finally {
            asked.cancel(true);
        }
    }
}
