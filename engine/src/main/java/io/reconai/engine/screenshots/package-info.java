/// Pictures of start pages, where the operator wants them and a Chromium is there.
///
/// The browser is a program of others that runs scripts of strangers. It gets a profile of its own for each picture,
/// and no way to the network but [io.reconai.engine.screenshots.BrowserProxy], which lets it talk to whom the scan may
/// talk to. Start at [io.reconai.engine.screenshots.Screenshots].
@NullMarked
package io.reconai.engine.screenshots;

import org.jspecify.annotations.NullMarked;
