package io.reconai.engine.asset;

import java.util.List;

/// What a file that is no text shows of itself, kept instead of its bytes: these may hold what is nobody's business.
///
/// @param kind by its first bytes: `zip`, `tar`, `tgz`, `gzip`, `sql.gz`, `bzip2`, `7z`, `rar`, `sqlite`, `pgdump`,
/// `ds_store`, `vim_swap`
/// @param names of files within, 200 at most; of a dump or a swap file the words by which it was known
public record FileFacts(String kind, List<String> names) {

    public FileFacts {
        names = List.copyOf(names);
    }
}
