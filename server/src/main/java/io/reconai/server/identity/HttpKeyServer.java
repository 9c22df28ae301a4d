package io.reconai.server.identity;

import io.reconai.engine.net.AddressPolicy;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/// Fetches keys (RFC 7517) over HTTP, found by [Discovery] where only the issuer is known.
final class HttpKeyServer implements KeyServer {

    private final ProviderHttp http;
    private final Address address;

    /// Where the keys are today.
    @FunctionalInterface
    private interface Address {
        URI find() throws IOException, InterruptedException;
    }

    private HttpKeyServer(ProviderHttp http, Address address) {
        this.http = http;
        this.address = address;
    }

    /// Keys at an address that the operator named.
    static KeyServer at(URI keys, AddressPolicy policy) {
        return new HttpKeyServer(new ProviderHttp(keys, policy), () -> keys);
    }

    /// Keys of an issuer, at the address that its configuration names.
    static KeyServer of(String issuer, AddressPolicy policy) {
        var http = new ProviderHttp(URI.create(issuer), policy);
        var discovery = new Discovery(issuer, http);
        return new HttpKeyServer(http, () -> discovery.read().keys());
    }

    @Override
    public List<JsonWebKey> fetch() throws IOException, InterruptedException {
        var text = http.get(address.find());
        try {
            return new JsonWebKeySet(text).getJsonWebKeys();
        } catch (JoseException | RuntimeException malformed) { // its parser casts what it reads
            throw new IOException("no key set", malformed);
        }
    }
}
