/// The texts by which domains say who may send mail for them and how it travels, parsed: SPF (RFC 7208), DKIM
/// (RFC 6376), DMARC (RFC 9989), MTA-STS (RFC 8461), BIMI; and whom a zone's SOA record names.
///
/// Pure: no network and no judgement; detectors judge.
@NullMarked
package io.reconai.engine.mail;

import org.jspecify.annotations.NullMarked;
