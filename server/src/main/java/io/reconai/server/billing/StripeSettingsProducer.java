package io.reconai.server.billing;

import io.quarkus.runtime.Startup;
import io.reconai.engine.SettingException;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Reads what the operator set about payment; a value that cannot be used ends the start.
final class StripeSettingsProducer {

    private StripeSettingsProducer() {}

    @Startup
    @Produces
    @Singleton
    static StripeSettings settings(ServerSettings server) throws SettingException {
        return StripeSettings.from(server.variables());
    }
}
