package io.reconai.engine.organisations;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Cookies (RFC 6265bis) and whether caches may keep them (RFC 9111).
final class CookiePart {

    private static final String SESSION = "Zm9vYmFyMTIzNDU2Nzg5MGFi";

    /// The field over https; whether it begins a session; what follows.
    private static final List<Choice> SECURE = Choice.table("http.cookie.", """
        sid=VALUE; Secure; HttpOnly; SameSite=Lax            | session |
        PHPSESSID=VALUE; SECURE; httponly                    | session |
        __Host-sid=VALUE; Secure; HttpOnly; Path=/           | session |
        sid=VALUE; Secure; HttpOnly; Domain=HOST2            | session |
        sid=VALUE; HttpOnly                                  | session | no-secure
        sid=VALUE; Secure                                    | session | no-httponly
        sid=VALUE                                            | session | no-secure no-httponly
        sid=VALUE; Secure; HttpOnly; SameSite=None           | session |
        sid=VALUE; Secure; HttpOnly; SameSite=Loose          | session | samesite-invalid
        a=1; SameSite=None                                   |         | no-secure samesite-invalid
        theme=dark                                           |         | no-secure
        theme=dark; Secure                                   |         |
        sid=short; Secure                                    |         |
        sid=VALUE; Max-Age=0                                 |         |
        sid=VALUE; Expires=Thu, 01 Jan 1970 00:00:00 GMT     |         |
        incap_ses_1=VALUE                                    |         |
        heroku-session-affinity=VALUE                        |         |
        AWSALB=VALUE                                         |         |
        _ga=GA1.2.3                                          |         |
        XSRF-TOKEN=VALUE; Secure; SameSite=Strict            |         |
        csrftoken=VALUE; Secure                              |         | csrf-no-samesite
        __Host-a=1; Secure; Path=/app                        |         | prefix-violated
        __Secure-a=1; Secure                                 |         |
        """);

    /// Another one beside it.
    private static final List<Choice> FURTHER = Choice.table("http.cookie.", """
        lang=de; Secure                          |
        lang=de                                  | no-secure
        lang=de; Secure; SameSite=Maybe          | samesite-invalid
        lang=de; Max-Age=0                       |
        visid_incap_1=VALUE                      |
        _csrf=VALUE; Secure                      | csrf-no-samesite
        __Secure-b=1; HttpOnly                   | prefix-violated
        """);

    private static final List<Choice> PLAIN = Choice.table("http.cookie.", """
                                      |
        sid=VALUE; HttpOnly           | over-http
        sid=VALUE                     | over-http no-httponly
        theme=dark                    |
        sid=VALUE; Max-Age=0          |
        __Secure-a=1; Secure          | prefix-violated
        """);

    /// Cache-Control, and whether it lets caches keep the answer for all.
    private static final List<Choice> CACHES = Choice.table("", """
                              |         |
        public                | for-all |
        max-age=600           | for-all |
        max-age=0, s-maxage=60 | for-all |
        max-age=0             |         |
        private, max-age=600  |         |
        no-store              |         |
        public, no-cache      |         |
        must-revalidate       |         |
        """);

    private CookiePart() {}

    static List<String> overHttps(HostDraft host, RandomGenerator dice) {
        var fields = new ArrayList<String>();
        var setsSession = false;
        if (dice.nextInt(3) > 0) {
            var choice = Choice.pick(SECURE, dice);
            host.chose("cookie", choice);
            fields.add(field(choice.first(), host));
            setsSession |= choice.second().equals("session");
        }
        if (dice.nextInt(3) == 0) {
            var choice = Choice.pick(FURTHER, dice);
            host.chose("cookie", choice);
            fields.add(field(choice.first(), host));
        }
        if (dice.nextInt(8) == 0) {
            host.chose("cookie", "of the whole domain");
            fields.add(field("session_all=VALUE; Secure; HttpOnly; Domain=." + host.domain(), host));
            setsSession = true;
            if (!host.isApex()) {
                host.expect("http.cookie.parent-domain");
            }
        }
        var cache = Choice.pick(CACHES, dice);
        host.chose("cache", cache);
        if (setsSession && cache.second().equals("for-all")) {
            host.expect("http.cache.sensitive");
        }
        fields.add(cache.first().isEmpty() ? "" : "Cache-Control: " + cache.first());
        return fields;
    }

    static List<String> overHttp(HostDraft host, RandomGenerator dice) {
        var choice = Choice.pick(PLAIN, dice);
        host.chose("cookie", choice);
        return choice.first().isEmpty() ? List.of() : List.of(field(choice.first(), host));
    }

    private static String field(String cookie, HostDraft host) {
        // A cookie of the host's own name is not one of its parent's; at the domain itself it is left out.
        var own = host.isApex() ? cookie.replace("; Domain=HOST2", "") : cookie.replace("HOST2", host.name());
        return "Set-Cookie: " + own.replace("VALUE", SESSION);
    }
}
