/// A simulated internet on loopback: name servers, hosts, certificates and third parties of an organisation
/// `acme.test`.
///
/// Start at [io.reconai.lab.Lab]. The organisation is described in [io.reconai.lab.Organisation], one place for
/// hosts, their faults and what a perfect scanner says of them. Knows nothing of any scanner.
@NullMarked
package io.reconai.lab;

import org.jspecify.annotations.NullMarked;
