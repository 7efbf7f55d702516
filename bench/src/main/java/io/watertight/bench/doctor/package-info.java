/**
 * What this machine, or a cluster, offers a bench: checks that a user can read and mend, one line each.
 *
 * <p>Only looks; starts nothing but the version commands of optional tools, and changes nothing. On a cluster each check reads
 * the object that an operator would look at, and says what that operator would do next.
 */
@NullMarked
package io.watertight.bench.doctor;

import org.jspecify.annotations.NullMarked;
