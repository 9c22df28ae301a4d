package io.reconai.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reconai.engine.SettingException;
import io.reconai.server.mail.MailSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the operator sets about sign-in, and what happens when he mistypes it.
class IdentitySettingsTest {

    private static IdentitySettings settings(String text) throws SettingException {
        var variables = new HashMap<String, String>();
        for (var pair : text.isEmpty() ? new String[0] : text.split(" ")) {
            variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
        }
        return IdentitySettings.from(variables, MailSettings.from(variables));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Local[]",
                "RECONAI_AUTH=local | Local[]",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p | Firebase[project=p,"
                        + " keys=https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com,"
                        + " trustsEmulator=false, web=null]",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=http://127.0.0.1:1/keys |"
                        + " Firebase[project=p, keys=http://127.0.0.1:1/keys, trustsEmulator=false, web=null]",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=https://keys.example/"
                        + " FIREBASE_API_KEY=AIza-1 | Firebase[project=p, keys=https://keys.example/,"
                        + " trustsEmulator=false, web=WebSignIn[apiKey=AIza-1,"
                        + " address=https://identitytoolkit.googleapis.com/v1]]",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=https://keys.example/"
                        + " ENVIRONMENT=development FIREBASE_AUTH_EMULATOR_HOST=[::1]:9099 FIREBASE_API_KEY=any |"
                        + " Firebase[project=p, keys=https://keys.example/, trustsEmulator=true,"
                        + " web=WebSignIn[apiKey=any, address=http://[::1]:9099/identitytoolkit.googleapis.com/v1]]",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=https://keys.example/"
                        + " ENVIRONMENT=development FIREBASE_AUTH_EMULATOR_HOST=127.0.0.1:9099 | Firebase[project=p,"
                        + " keys=https://keys.example/, trustsEmulator=true, web=null]",
                "RECONAI_AUTH=oidc OIDC_ISSUER=https://login.example/a OIDC_AUDIENCE=r |"
                        + " Oidc[issuer=https://login.example/a, audience=r]",
                "RECONAI_AUTH=oidc OIDC_ISSUER=http://keycloak:8080/realms/r OIDC_AUDIENCE=r ENVIRONMENT=development |"
                        + " Oidc[issuer=http://keycloak:8080/realms/r, audience=r]",
                "RECONAI_AUTH=oidc OIDC_ISSUER=https://login.example/a OIDC_AUDIENCE=r OIDC_CLIENT_SECRET=hidden |"
                        + " Oidc[issuer=https://login.example/a, audience=r]",
            })
    void modes(String text, String mode) throws Exception {
        assertThat(settings(text).mode()).hasToString(mode);
        assertThat(settings(text).invitedOnly()).isFalse();
        assertThat(settings(text).requiresVerifiedEmail()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RECONAI_AUTH=google | RECONAI_AUTH",
                "RECONAI_AUTH=Firebase | RECONAI_AUTH",
                "RECONAI_AUTH=firebase | FIREBASE_PROJECT_ID",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=http://keys.example/ |"
                        + " FIREBASE_JWKS_URL",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_JWKS_URL=keys | FIREBASE_JWKS_URL",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_AUTH_EMULATOR_HOST=127.0.0.1:9099 |"
                        + " FIREBASE_AUTH_EMULATOR_HOST",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p ENVIRONMENT=production FIREBASE_AUTH_EMULATOR_HOST=x |"
                        + " FIREBASE_AUTH_EMULATOR_HOST",
                "ENVIRONMENT=production FIREBASE_AUTH_EMULATOR_HOST=x | FIREBASE_AUTH_EMULATOR_HOST",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p ENVIRONMENT=development"
                        + " FIREBASE_AUTH_EMULATOR_HOST=a;script-src:1 | FIREBASE_AUTH_EMULATOR_HOST",
                "RECONAI_AUTH=firebase FIREBASE_PROJECT_ID=p FIREBASE_API_KEY=a&b | FIREBASE_API_KEY",
                "RECONAI_AUTH=oidc OIDC_AUDIENCE=r | OIDC_ISSUER",
                "RECONAI_AUTH=oidc OIDC_ISSUER=https://login.example | OIDC_AUDIENCE",
                "RECONAI_AUTH=oidc OIDC_ISSUER=http://login.example OIDC_AUDIENCE=r | OIDC_ISSUER",
                "RECONAI_AUTH=oidc OIDC_ISSUER=ftp://login.example OIDC_AUDIENCE=r | OIDC_ISSUER",
                "RECONAI_AUTH=oidc OIDC_ISSUER=https://a@login.example OIDC_AUDIENCE=r | OIDC_ISSUER",
                "RECONAI_REGISTRATION=closed | RECONAI_REGISTRATION",
                "RECONAI_REQUIRE_VERIFIED_EMAIL=yes | RECONAI_REQUIRE_VERIFIED_EMAIL",
                "RECONAI_REQUIRE_VERIFIED_EMAIL=true | RECONAI_REQUIRE_VERIFIED_EMAIL",
            })
    void aValueThatCannotBeUsedIsNamed(String text, String name) {
        assertThatThrownBy(() -> settings(text))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name + ":");
    }

    @ParameterizedTest
    @CsvSource({"open, false", "invited, true"})
    void registration(String word, boolean invitedOnly) throws Exception {
        assertThat(IdentitySettings.from(Map.of("RECONAI_REGISTRATION", word), MailSettings.from(Map.of()))
                        .invitedOnly())
                .isEqualTo(invitedOnly);
    }
}
