/// What every answer of the service has in common: errors, request ids, headers, pages.
@NullMarked
package io.reconai.server.http;

import org.jspecify.annotations.NullMarked;
