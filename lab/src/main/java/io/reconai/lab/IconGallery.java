package io.reconai.lab;

import io.reconai.lab.Site.Answer;
import java.util.Base64;

/// A site of which nothing but its icon tells the product, and one whose icon only bears the product's name.
final class IconGallery {

    /// A picture of our own, one pixel, with the number of Node-RED's icon, since pictures of others are no part of
    /// this program: MurmurHash3 of its Base64 text is 321591353. Its colour and its mask's unused bits were chosen
    /// for that.
    private static final String NUMBERED =
            "AAABAAEAAQEAAAEAIAAwAAAAFgAAACgAAAABAAAAAgAAAAEAIAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAABOysj/AMJ3AA==";

    /// The same in another colour.
    private static final String OTHER =
            "AAABAAEAAQEAAAEAIAAwAAAAFgAAACgAAAABAAAAAgAAAAEAIAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAABPysj/AMJ3AA==";

    private IconGallery() {}

    static void addTo(Neighbour gallery) {
        Gallery.host(gallery, "flows").web(withIcon("/favicon.ico", NUMBERED)).runs("Node-RED");
        Gallery.host(gallery, "flow-charts")
                .web(withIcon("/red/images/node-red.ico", OTHER))
                .runsNo("Node-RED", "its icon is called so, and is another picture");
    }

    private static Site withIcon(String path, String picture) {
        var page = Sites.page("Flows", "<p>What follows what.</p><link rel=\"icon\" href=\"" + path + "\">");
        var icon = Answer.text(200, "image/x-icon", "")
                .withBody(Base64.getDecoder().decode(picture));
        return Sites.careful(request -> request.path().equals(path) ? icon : page.answer(request));
    }
}
