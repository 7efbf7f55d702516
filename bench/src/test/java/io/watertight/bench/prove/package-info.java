@NullMarked
package io.watertight.bench.prove;

import org.jspecify.annotations.NullMarked;
