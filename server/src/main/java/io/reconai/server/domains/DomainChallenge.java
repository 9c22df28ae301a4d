package io.reconai.server.domains;

/// Where to put what, to show that a domain is one's own. One of the two is enough.
record DomainChallenge(DnsTxt dnsTxt, HttpFile httpFile) {

    static final String LABEL = "_reconai-challenge";
    static final String PATH = "/.well-known/reconai-verify.txt";

    private static final String MARK = "reconai-verify=";

    /// A record in the zone.
    record DnsTxt(String name, String value) {}

    /// A file on the web server.
    record HttpFile(String url, String content) {}

    static DomainChallenge of(Domain domain) {
        return new DomainChallenge(
                new DnsTxt(LABEL + "." + domain.name(), MARK + domain.challenge()),
                new HttpFile("https://" + domain.name() + PATH, domain.challenge()));
    }
}
