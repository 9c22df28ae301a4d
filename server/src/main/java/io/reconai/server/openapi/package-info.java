/// The description of the interface (OpenAPI 3.1): what the framework reads out of the resources, made whole.
///
/// Start at [Description]. It runs when the program is built, so that serving the document costs nothing.
@NullMarked
package io.reconai.server.openapi;

import org.jspecify.annotations.NullMarked;
