package io.reconai.engine.risk;

import java.util.List;
import java.util.Locale;

/// The eleven features of a host, in the order of the model.
///
/// The baseline is a clean public web site: ports 80 and 443, a good certificate, all headers.
public enum Feature {
    OPEN_PORTS_COUNT("Open ports", 0, 15, 1, 2),
    HAS_SSH_OPEN("SSH open", 0, 1, 1, 0),
    HAS_RDP_OPEN("Remote desktop open", 0, 1, 1, 0),
    HAS_DATABASE_PORTS_OPEN("Database open", 0, 1, 1, 0),
    SSL_DAYS_UNTIL_EXPIRY("Days until the certificate expires", -30, 30, -1, 30),
    SSL_CERT_IS_SELF_SIGNED("Certificate not from a trusted authority", 0, 1, 1, 0),
    OUTDATED_SOFTWARE_COUNT("Outdated software", 0, 4, 1, 0),
    HAS_DEFAULT_CREDENTIALS("Open without a login", 0, 1, 1, 0),
    BREACH_HISTORY_COUNT("Known breaches", 0, 5, 1, 0),
    HTTP_SECURITY_HEADERS_SCORE("HTTP protections in place", 0, 5, -1, 5),
    EXPOSURE_TYPE_SCORE("Kind of exposure", 1, 5, 1, 2);

    /// All of them, in their order.
    static final List<Feature> ALL = List.of(values());

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String label;
    private final double least;
    private final double most;
    private final int direction;
    private final double baseline;

    Feature(String label, double least, double most, int direction, double baseline) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.direction = direction;
        this.baseline = baseline;
    }

    /// The name in files and answers, such as `has_ssh_open`.
    public String key() {
        return key;
    }

    /// The name for people.
    public String label() {
        return label;
    }

    /// 1 when more of it is riskier, -1 when less is.
    public int direction() {
        return direction;
    }

    /// The value of the baseline host.
    public double baseline() {
        return baseline;
    }

    /// Less than this counts as this.
    public double least() {
        return least;
    }

    /// More than this counts as this.
    public double most() {
        return most;
    }

    double clamp(double value) {
        return Math.clamp(value, least, most);
    }

    /// The value that is least risky, or most.
    double extreme(boolean risky) {
        return risky == direction > 0 ? most : least;
    }
}
