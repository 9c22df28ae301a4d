/// What to do first, in words: from the catalogue of checks and the score, offline, the same for the same findings.
@NullMarked
package io.reconai.server.advice;

import org.jspecify.annotations.NullMarked;
