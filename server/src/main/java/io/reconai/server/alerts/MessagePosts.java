package io.reconai.server.alerts;

import io.reconai.engine.EngineSettings;
import io.reconai.engine.asset.Header;
import io.reconai.engine.net.AddressPolicy;
import io.reconai.engine.net.IpAddresses;
import io.reconai.engine.post.MessagePost;
import io.reconai.engine.post.Posted;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Posts messages by the engine's rules. Opens what it needs when it is first asked.
@ApplicationScoped
class MessagePosts {

    private final EngineSettings settings;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable MessagePost post;

    MessagePosts(ServerSettings settings) {
        this.settings = settings.engine();
    }

    Posted post(URI address, List<Header> headers, byte[] body) throws InterruptedException {
        return opened().post(address, headers, body);
    }

    /// True for an address in a network that is not public and that the operator has opened: only there may messages
    /// go without TLS.
    boolean isOpenedNetwork(String host) {
        return IpAddresses.parse(host.replace("[", "").replace("]", ""))
                .filter(address -> AddressPolicy.publicOnly().forbids(address).isPresent())
                .filter(address -> settings.dialer().policy().forbids(address).isEmpty())
                .isPresent();
    }

    private MessagePost opened() {
        opening.lock();
        try {
            if (post == null) {
                post = new MessagePost(settings);
            }
            return post;
        } catch (IOException exhausted) {
            throw new UncheckedIOException("no sockets to send messages", exhausted);
        } finally {
            opening.unlock();
        }
    }

    void close() {
        opening.lock();
        try {
            if (post != null) {
                post.close();
                post = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
