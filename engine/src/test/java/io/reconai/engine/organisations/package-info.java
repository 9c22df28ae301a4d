/// Made-up organisations, put together by dice, with the truth about them.
///
/// Start at [io.reconai.engine.organisations.RandomOrganisation]. What must be found follows from what the dice chose
/// and from the rules as RFCs and docs/checks.md have them; nothing here looks at a detector.
@NullMarked
package io.reconai.engine.organisations;

import org.jspecify.annotations.NullMarked;
