package io.reconai.server.mail;

import io.reconai.engine.SettingException;
import io.reconai.server.system.ServerSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Reads what the operator set about mail; a value that cannot be used ends the start.
final class MailSettingsProducer {

    private MailSettingsProducer() {}

    @Produces
    @Singleton
    static MailSettings settings(ServerSettings server) throws SettingException {
        return MailSettings.from(server.variables());
    }
}
