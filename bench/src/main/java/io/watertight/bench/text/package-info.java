/**
 * How the bench spells numbers for people: one place, so that the terminal, the verdict and the report agree.
 *
 * <p>Only formatting of plain values lives here; nothing knows what a value means, and nothing is parsed.
 */
@NullMarked
package io.watertight.bench.text;

import org.jspecify.annotations.NullMarked;
