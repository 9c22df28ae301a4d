/// Until when versions of software get fixes: lines of releases, their ends, and what distributions carry.
///
/// Start at [io.reconai.engine.releases.ReleaseTable], and at [io.reconai.engine.releases.ReleaseJudge] for what
/// follows from it. The facts stand in `releases.txt` beside this package's resources, with their day and their
/// sources; a further product costs its lines there and no code. Pure: no network, no clock.
@NullMarked
package io.reconai.engine.releases;

import org.jspecify.annotations.NullMarked;
