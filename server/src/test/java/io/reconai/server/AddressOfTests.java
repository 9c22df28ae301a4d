package io.reconai.server;

import io.quarkus.test.Mock;
import io.reconai.server.http.ClientAddress;
import io.reconai.server.http.TrustedProxies;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Lets each [Client] have an address of its own, since all tests come from this machine.
@Mock
@Singleton
public class AddressOfTests extends ClientAddress {

    static final String HEADER = "X-Test-Address";

    AddressOfTests(TrustedProxies proxies) {
        super(proxies);
    }

    @Override
    public String of(RoutingContext request) {
        var address = request.request().getHeader(HEADER);
        return address == null ? super.of(request) : address;
    }
}
