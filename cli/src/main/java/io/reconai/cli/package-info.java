/// The command line. One file a command; [io.reconai.cli.Main] lists them.
///
/// Results go to standard output; progress, notices and errors go to standard error.
@NullMarked
package io.reconai.cli;

import org.jspecify.annotations.NullMarked;
