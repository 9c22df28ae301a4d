package io.reconai.engine.takeover;

import java.time.YearMonth;
import java.util.List;

/// A service that answers for names of others which point at it, and how it says that a name is nobody's there.
///
/// @param status whether a stranger can claim such a name
/// @param missing the name is free when the target does not exist in DNS
/// @param texts what its page says for a name that nobody has: all parts of one of these
/// @param exists words by which it says that the name is somebody's; outweigh the texts
/// @param redirect the page for a free name redirects with this status; 0 where it does not
/// @param generic the texts stand on many other pages too: they count only where a name that nobody has gets them
/// @param asHost the name at the service is the host's own: a target that carries another cannot be claimed for it
/// @param source who says so
/// @param month for which it is known
/// @param note what else decides; empty when nothing
public record Service(
        String id,
        String name,
        Status status,
        List<Ending> endings,
        boolean missing,
        List<List<String>> texts,
        List<String> exists,
        int redirect,
        boolean generic,
        boolean asHost,
        String source,
        YearMonth month,
        String note) {

    /// Whether a name that is free can be claimed by a stranger.
    public enum Status {
        /// By anybody.
        VULNERABLE,
        /// Sometimes: by plan, region, or where the owner did not verify the domain.
        EDGE,
        /// By nobody: the provider asks for proof, or makes names up itself.
        NO
    }

    public Service {
        endings = List.copyOf(endings);
        texts = List.copyOf(texts);
        exists = List.copyOf(exists);
    }

    /// True when what is asked of it is a page.
    public boolean isAskedByPage() {
        return !texts.isEmpty() || redirect > 0;
    }

    /// True when a page says that the name is free.
    public boolean saysFree(String body, String decoded) {
        return texts.stream()
                .anyMatch(all -> all.stream().allMatch(part -> body.contains(part) || decoded.contains(part)));
    }

    /// True when a page says that the name is somebody's.
    public boolean saysTaken(String body) {
        return exists.stream().anyMatch(body::contains);
    }
}
