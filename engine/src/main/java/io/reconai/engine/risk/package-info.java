/// How risky a host is, from 0 to 100, and exactly why.
///
/// A proportional-odds logistic regression over eleven features ([io.reconai.engine.risk.Feature]); the labels it was
/// trained on come from a written policy (docs/model-card.md). Start at [io.reconai.engine.risk.RiskScorer].
@NullMarked
package io.reconai.engine.risk;

import org.jspecify.annotations.NullMarked;
