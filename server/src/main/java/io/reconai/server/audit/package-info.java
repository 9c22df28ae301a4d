/// Who did what, and when: written once, never changed. Start at [AuditLog].
@NullMarked
package io.reconai.server.audit;

import org.jspecify.annotations.NullMarked;
