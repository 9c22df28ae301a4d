package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.util.Map;

/// Sites of WordPress, by what becomes of strangers at the place where editors sign in.
final class CmsGallery {

    private static final String CHECK = "tech.cms-admin-exposed";

    private static final String LOGIN = "/wp-login.php";

    private static final String FORM =
            "<form name=\"loginform\" id=\"loginform\" action=\"/wp-login.php\" method=\"post\">"
                    + "<input name=\"log\" id=\"user_login\"><input type=\"password\" name=\"pwd\" id=\"user_pass\">"
                    + "<input type=\"submit\" name=\"wp-submit\" id=\"wp-submit\"></form>";

    private static final String GENERATOR = "<meta name=\"generator\" content=\"WordPress\">";

    private CmsGallery() {}

    static void addTo(Neighbour gallery) {
        blog(gallery, "blog", Answer.html(200, Sites.html("Log In", FORM)))
                .finds(CHECK, "its login is there for everybody");
        blog(gallery, "blog-kept", Answer.html(403, Sites.html("Log In", FORM)))
                .trap(CHECK, "strangers are not let to the page");
        blog(gallery, "blog-away", Answer.redirect(302, "https://sso.gallery.test/"))
                .trap(CHECK, "it leads elsewhere");
        Gallery.host(gallery, "blog-like")
                .web(site("<p>Another's form.</p>", Answer.html(200, Sites.html("Log In", FORM))))
                .trap(CHECK, "nothing shows WordPress there");
    }

    private static HostEntry blog(Neighbour gallery, String label, Answer login) {
        return Gallery.host(gallery, label).web(site(GENERATOR, login)).runs("WordPress");
    }

    private static Site site(String page, Answer login) {
        var start = HeaderGallery.saying(Sites.pages(Map.of("/", Sites.html("News", page))));
        return request -> request.path().equals(LOGIN) ? login : start.answer(request);
    }
}
