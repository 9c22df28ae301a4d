package io.reconai.lab;

import java.util.concurrent.atomic.AtomicInteger;

/// How a third party of the lab may misbehave.
public enum Fault {
    /// Status 500, always.
    BROKEN {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return Site.Answer.html(500, "<html><body>Internal Server Error</body></html>");
        }
    },
    /// Wants to be left alone for a second, then answers.
    BUSY {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return asked == 0 ? tooMany("1") : good;
        }
    },
    /// Wants to be left alone for a day.
    EXHAUSTED {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return tooMany("86400");
        }
    },
    /// Something that is no JSON.
    GARBAGE {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return Site.Answer.text(200, "application/json", "{\"a\": [1, 2, \u0000 nonsense");
        }
    },
    /// A page with status 200.
    PAGE {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return Site.Answer.html(200, "<!DOCTYPE html><html><body>Please try again later</body></html>");
        }
    },
    /// A body that never ends.
    ENDLESS {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return good.sent(Site.Pace.ENDLESS);
        }
    },
    /// One octet a second.
    DRIPPING {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return good.sent(Site.Pace.DRIPPING);
        }
    },
    /// Closes in the middle of the body.
    CUT {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return good.sent(Site.Pace.CUT);
        }
    },
    /// Sends the visitor to an address inside.
    ELSEWHERE {
        @Override
        Site.Answer instead(int asked, Site.Answer good) {
            return Site.Answer.redirect(301, "http://10.0.0.5/");
        }
    };

    abstract Site.Answer instead(int asked, Site.Answer good);

    /// A site that does so.
    Site in(Site good) {
        var asked = new AtomicInteger();
        return request -> instead(asked.getAndIncrement(), good.answer(request));
    }

    private static Site.Answer tooMany(String seconds) {
        return Site.Answer.text(429, "application/json", "{\"code\":\"rate_limited\"}")
                .with("Retry-After", seconds);
    }
}
