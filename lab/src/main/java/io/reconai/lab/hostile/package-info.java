/// Servers that misbehave on purpose, one host each, of an organisation `hostile.test`.
///
/// Start at [io.reconai.lab.hostile.HostileWorld]; what each host does stands in [io.reconai.lab.hostile.HostileCases].
/// Everything is on loopback. Knows nothing of any scanner.
@NullMarked
package io.reconai.lab.hostile;

import org.jspecify.annotations.NullMarked;
