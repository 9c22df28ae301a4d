/// The texts by which domains say who may send mail for them: SPF (RFC 7208) and DMARC (RFC 9989), parsed.
///
/// Pure: no network and no judgement; detectors judge.
@NullMarked
package io.reconai.engine.mail;

import org.jspecify.annotations.NullMarked;
