/// What scans found: lists and single assets with their evidence.
@NullMarked
package io.reconai.server.assets;

import org.jspecify.annotations.NullMarked;
