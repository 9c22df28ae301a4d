package io.reconai.engine.screenshots;

import java.nio.file.Path;
import java.util.Optional;

/// Where pictures go and what makes them.
///
/// @param folder the operator's; made when it is not there
/// @param browser a Chromium; empty when none was found
public record ScreenshotSettings(Path folder, Optional<Path> browser) {

    /// Pictures into a folder, by the first Chromium in folders as `PATH` lists them.
    public static ScreenshotSettings onPath(Path folder, String path) {
        return new ScreenshotSettings(folder, Browser.find(path));
    }
}
