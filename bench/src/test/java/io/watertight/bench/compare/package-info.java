/** The comparison: its rules on numbers of which the answer is known, its pre-flight against gateways that do one thing wrong. */
@NullMarked
package io.watertight.bench.compare;

import org.jspecify.annotations.NullMarked;
