/// What shells and manuals are told of the command line, made from the definitions that also parse it.
///
/// [io.reconai.cli.shell.CommandOutline] is what is told; each other file is one way to tell it.
@NullMarked
package io.reconai.cli.shell;

import org.jspecify.annotations.NullMarked;
