/**
 * What this machine offers a bench: checks that a user can read and mend, one line each.
 *
 * <p>Only looks; starts nothing but the version commands of optional tools, and changes nothing.
 */
@NullMarked
package io.watertight.bench.doctor;

import org.jspecify.annotations.NullMarked;
