package io.reconai.server.alerts;

import io.reconai.server.alerts.ChannelConfig.ExtraHeader;
import io.reconai.server.alerts.ChannelConfig.Recipient;
import io.reconai.server.http.ApiException;
import io.reconai.server.http.Ids;
import io.reconai.server.mail.Mail;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A channel as somebody asks for it; what is absent of a change stays.
public record ChannelWish(
        @Nullable String name,
        @Nullable String type,
        @Nullable Boolean enabled,
        @Nullable ConfigWish config) {

    private static final int LONGEST_NAME = 80;
    private static final int MOST_RECIPIENTS = 20;
    private static final int MOST_HEADERS = 10;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LONGEST_VALUE = 1_000;
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 256;
    private static final int MADE_SECRET = 40;
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\x20-\\x7e]{1," + LONGEST_VALUE + "}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    /// Fields that say how a message is carried, or that it is ours.
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "keep-alive",
            "proxy-connection");

    /// Where it leads. `to` is for mail, `webhook_url` for chats, the rest for webhooks.
    public record ConfigWish(
            @Nullable List<String> to,
            @Nullable String webhookUrl,
            @Nullable Boolean allowCustomHosts,
            @Nullable String url,
            @Nullable String secret,
            @Nullable Map<String, String> headers) {

        static ConfigWish empty() {
            return new ConfigWish(null, null, null, null, null, null);
        }
    }

    static ChannelWish empty() {
        return new ChannelWish(null, null, null, null);
    }

    String checkedName() {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw ApiException.invalid("name", "length", "has 1 to " + LONGEST_NAME + " characters");
        }
        return stripped;
    }

    ChannelType checkedType() {
        return ChannelType.of(type == null ? "" : type)
                .orElseThrow(() -> ApiException.invalid("type", "value", "is email, slack, discord, teams or webhook"));
    }

    /// @param before what it is now; empty for a new channel
    /// @param isOpened true for hosts in networks that the operator has opened
    ChannelConfig checkedConfig(ChannelType kind, Optional<ChannelConfig> before, Predicate<String> isOpened) {
        var wish = config == null ? ConfigWish.empty() : config;
        refuseOthers(kind, wish);
        return switch (kind) {
            case EMAIL -> new ChannelConfig(recipients(wish, before), null, false, null, List.of());
            case SLACK, DISCORD, TEAMS -> chat(kind, wish, before, isOpened);
            case WEBHOOK -> webhook(wish, before, isOpened);
        };
    }

    private static void refuseOthers(ChannelType kind, ConfigWish wish) {
        refuse(kind != ChannelType.EMAIL && wish.to() != null, "config.to", kind);
        var isChat = kind != ChannelType.EMAIL && kind != ChannelType.WEBHOOK;
        refuse(!isChat && wish.webhookUrl() != null, "config.webhook_url", kind);
        refuse(!isChat && wish.allowCustomHosts() != null, "config.allow_custom_hosts", kind);
        refuse(kind != ChannelType.WEBHOOK && wish.url() != null, "config.url", kind);
        refuse(kind != ChannelType.WEBHOOK && wish.secret() != null, "config.secret", kind);
        refuse(kind != ChannelType.WEBHOOK && wish.headers() != null, "config.headers", kind);
    }

    private static void refuse(boolean isForeign, String field, ChannelType kind) {
        if (isForeign) {
            throw ApiException.invalid(field, "unknown", "channels of type " + kind.word() + " have no such field");
        }
    }

    private static List<Recipient> recipients(ConfigWish wish, Optional<ChannelConfig> before) {
        if (wish.to() == null && before.isPresent()) {
            return before.get().recipients();
        }
        var to = wish.to() == null ? List.<String>of() : wish.to();
        if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
            throw ApiException.invalid("config.to", "length", "has 1 to " + MOST_RECIPIENTS + " addresses");
        }
        var recipients = new ArrayList<Recipient>();
        for (var typed : to) {
            var address = typed == null ? "" : typed.strip();
            if (!Mail.isAddress(address)) {
                throw ApiException.invalid("config.to", "format", "holds e-mail addresses such as ana@example.com");
            }
            if (recipients.stream().noneMatch(one -> one.address().equalsIgnoreCase(address))) {
                recipients.add(before.flatMap(config -> config.recipient(address))
                        .orElseGet(() -> new Recipient(address, Ids.random(Ids.LENGTH), null, false)));
            }
        }
        return recipients;
    }

    private static ChannelConfig chat(
            ChannelType kind, ConfigWish wish, Optional<ChannelConfig> before, Predicate<String> isOpened) {
        var allowsOthers = wish.allowCustomHosts() == null
                ? before.map(ChannelConfig::allowCustomHosts).orElse(false)
                : wish.allowCustomHosts();
        var address = wish.webhookUrl() == null
                ? before.map(ChannelConfig::address).orElseThrow(() -> missing("config.webhook_url"))
                : address("config.webhook_url", wish.webhookUrl(), isOpened);
        var host = address.getHost().toLowerCase(Locale.ROOT);
        if (!allowsOthers && kind.hosts().stream().noneMatch(own -> host.equals(own) || host.endsWith("." + own))) {
            throw ApiException.invalid(
                    "config.webhook_url",
                    "host",
                    "is at " + String.join(", ", kind.hosts()) + ", unless allow_custom_hosts is set");
        }
        return new ChannelConfig(List.of(), address, allowsOthers, null, List.of());
    }

    private static ChannelConfig webhook(ConfigWish wish, Optional<ChannelConfig> before, Predicate<String> isOpened) {
        var address = wish.url() == null
                ? before.map(ChannelConfig::address).orElseThrow(() -> missing("config.url"))
                : address("config.url", wish.url(), isOpened);
        var kept = before.map(ChannelConfig::secret).orElseGet(() -> Ids.random(MADE_SECRET));
        return new ChannelConfig(
                List.of(),
                address,
                false,
                wish.secret() == null ? kept : secret(wish.secret()),
                wish.headers() == null
                        ? before.map(ChannelConfig::headers).orElse(List.of())
                        : headers(wish.headers()));
    }

    private static ApiException missing(String field) {
        return ApiException.invalid(field, "missing", "is needed");
    }

    private static URI address(String field, String typed, Predicate<String> isOpened) {
        try {
            var address = new URI(typed.strip()).parseServerAuthority();
            var host = address.getHost();
            var isSafe = "https".equalsIgnoreCase(address.getScheme())
                    || "http".equalsIgnoreCase(address.getScheme()) && host != null && isOpened.test(host);
            if (isSafe
                    && host != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && typed.length() <= LONGEST_ADDRESS
                    && PRINTABLE.matcher(address.toString()).matches()) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // Said below.
        }
        throw ApiException.invalid(
                field, "format", "is an https address of at most " + LONGEST_ADDRESS + " characters, without user");
    }

    private static String secret(String typed) {
        if (typed.length() < SHORTEST_SECRET
                || typed.length() > LONGEST_SECRET
                || !PRINTABLE.matcher(typed).matches()) {
            throw ApiException.invalid(
                    "config.secret",
                    "length",
                    "has " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " printable characters, no spaces");
        }
        return typed;
    }

    private static List<ExtraHeader> headers(Map<String, String> wanted) {
        if (wanted.size() > MOST_HEADERS) {
            throw ApiException.invalid("config.headers", "length", "has at most " + MOST_HEADERS + " fields");
        }
        var headers = new ArrayList<ExtraHeader>();
        wanted.forEach((name, value) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!FIELD_NAME.matcher(name).matches() || RESERVED.contains(lower) || lower.startsWith("x-reconai-")) {
                throw ApiException.invalid("config.headers", "name", "has a field that cannot be set");
            }
            if (value == null || !FIELD_VALUE.matcher(value).matches()) {
                throw ApiException.invalid(
                        "config.headers", "value", "has values of 1 to " + LONGEST_VALUE + " printable characters");
            }
            headers.add(new ExtraHeader(name, value));
        });
        return headers;
    }
}
