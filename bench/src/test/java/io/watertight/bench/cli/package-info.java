/** The command line as a user meets it: arguments in; text, errors and exit codes out. */
@NullMarked
package io.watertight.bench.cli;

import org.jspecify.annotations.NullMarked;
