package io.reconai.lab;

/// A domain whose hosts show, beside each other, what no host of the organisation has: in headers, in files, in
/// services, in icons, in keys, in systems for content.
final class Gallery {

    static final String DOMAIN = "gallery.test";

    private static final String ADDRESSES = "2001:db8:3::";

    private static final String UNCLEAR = ADDRESSES + "fffe";

    private Gallery() {}

    static Neighbour domain() {
        var gallery = new Neighbour(DOMAIN)
                .finds("domain.expiring", "it is to be renewed within three weeks")
                .finds("domain.no-transfer-lock", "no status forbids a transfer")
                .finds("bucket.public-list-likely", "a public bucket is called as the domain is");
        KeyGallery.addTo(gallery);
        HeaderGallery.addTo(gallery);
        FileGallery.addTo(gallery);
        ServiceGallery.addTo(gallery);
        IconGallery.addTo(gallery);
        CmsGallery.addTo(gallery);
        addAliases(gallery);
        return gallery;
    }

    /// A host with an address of its own.
    static HostEntry host(Neighbour gallery, String label) {
        return gallery.host(label, ADDRESSES + Integer.toHexString(gallery.hosts.size()));
    }

    private static void addAliases(Neighbour gallery) {
        gallery.host("circle").withoutAddressRecords().finds("dns.cname.loop", "it is an alias of itself");
        gallery.with("circle", "CNAME", "circle.gallery.test.");
        gallery.host("unclear", UNCLEAR)
                .withoutAddressRecords()
                .plain(request -> Site.Answer.html(503, Sites.html("Unavailable", "<p>Come again.</p>")))
                .forAnyName()
                .finds("dns.dangling.unknown", "the service says neither that the name is free nor that it is taken")
                .finds("http.page.not-judged", "an error page tells little of protections")
                .trap("takeover.cname", "an error is no word on the name");
        gallery.with("unclear", "CNAME", "gallery-unclear.surge.sh.");
    }

    /// What others' zones hold for it.
    static void fill(ZoneData zones) {
        zones.add("gallery-unclear.surge.sh", "AAAA", UNCLEAR);
    }
}
