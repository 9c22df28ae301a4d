package io.reconai.engine.technologies;

import org.jspecify.annotations.Nullable;

/// What came of trying a sign on something that a page shows: the same wherever the page is met.
///
/// @param steps what it cost, see [WorkBudget]
/// @param match null where the sign does not match
record Trial<S extends Sign>(S sign, PageContent.Shown shown, long steps, Sign.@Nullable Match match) {}
