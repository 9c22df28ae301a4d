/// What web answers say, read from evidence: cookies, login forms, contacts, protocols, default sites.
///
/// Pure functions; nothing here asks the network. Start at [io.reconai.engine.web.SetCookie] for one answer, at
/// [io.reconai.engine.web.VirtualHosting] for a whole host.
@NullMarked
package io.reconai.engine.web;

import org.jspecify.annotations.NullMarked;
