package io.reconai.server.identity;

import io.quarkus.runtime.Startup;
import io.reconai.engine.SettingException;
import io.reconai.server.http.PagePolicy;
import io.reconai.server.mail.MailSettings;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Reads what the operator set about sign-in; a value that cannot be used ends the start.
@Startup
@Singleton
final class IdentitySettingsProducer {

    private final IdentitySettings settings;

    IdentitySettingsProducer(ServerSettings server, MailSettings mail) throws SettingException {
        settings = IdentitySettings.from(server.variables(), mail);
    }

    @Produces
    @Singleton
    IdentitySettings settings() {
        return settings;
    }

    /// Where Firebase knows people the browser asks it, so that their passwords never come here.
    @Produces
    @Singleton
    PagePolicy pagePolicy() {
        return new PagePolicy(
                settings.mode() instanceof SignInMode.Firebase(var _, var _, var _, var web) && web != null
                        ? List.of(web.origin())
                        : List.of());
    }
}
