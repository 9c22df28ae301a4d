/// What changed between two scans: a pure function of two evidence files.
///
/// What was not looked at again is never called gone: see [io.reconai.engine.diff.Looked]. A host is reduced to an
/// [io.reconai.engine.diff.AssetDigest], so that two files of any size are compared in bounded memory. Start at
/// [io.reconai.engine.diff.ScanComparison].
@NullMarked
package io.reconai.engine.diff;

import org.jspecify.annotations.NullMarked;
