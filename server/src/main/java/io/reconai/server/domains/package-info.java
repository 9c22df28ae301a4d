/// The domains of a workspace, and whether they are its own: a record in their zone or a file on their server shows it.
///
/// [io.reconai.server.domains.DomainResource] is the interface; [io.reconai.server.domains.DomainRegister] is what
/// scans ask; [io.reconai.server.domains.OwnershipRecheck] looks again every month.
@NullMarked
package io.reconai.server.domains;

import org.jspecify.annotations.NullMarked;
