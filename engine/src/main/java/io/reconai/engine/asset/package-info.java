/// The language of the domain: names, hosts, everything observed about them, and what follows from it.
///
/// Facts only: no network, no clock, no framework. Start at [io.reconai.engine.asset.Evidence], the one
/// document that a scan makes of a host; [io.reconai.engine.asset.Finding] is what a detector makes of it.
/// Every record here is written as JSON by [io.reconai.engine.asset.Json].
@NullMarked
package io.reconai.engine.asset;

import org.jspecify.annotations.NullMarked;
