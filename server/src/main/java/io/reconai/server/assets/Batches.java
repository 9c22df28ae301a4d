package io.reconai.server.assets;

import io.reconai.server.identity.Workspace;
import io.reconai.server.store.AssetReader;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Assets one after another, of which only a few are in memory.
///
/// @param ids of all of them
record Batches(AssetReader reader, Workspace workspace, List<String> ids) implements Iterable<StoredAsset> {

    /// An asset with its evidence has some hundred kilobytes at most.
    private static final int AT_ONCE = 20;

    @Override
    public Iterator<StoredAsset> iterator() {
        return IntStream.range(0, (ids.size() + AT_ONCE - 1) / AT_ONCE)
                .mapToObj(batch -> ids.subList(batch * AT_ONCE, Math.min((batch + 1) * AT_ONCE, ids.size())))
                .flatMap(batch -> reader.read(workspace, batch).stream())
                .iterator();
    }
}
