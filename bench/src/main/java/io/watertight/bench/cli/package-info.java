/**
 * The command line: options in, one run of something, words or JSON and an exit code out.
 *
 * <p>{@link io.watertight.bench.cli.Watertight} is the root and the one place that lists the commands. A command reads its
 * options, checks them, calls the package that does the work, and prints. What is wrong is said in one line that begins with
 * {@code error:} and ends with the mend; no stack trace is ever shown. Results go to stdout, progress and errors to stderr.
 * Nothing here measures, judges or talks HTTP.
 */
@NullMarked
package io.watertight.bench.cli;

import org.jspecify.annotations.NullMarked;
