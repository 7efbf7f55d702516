@NullMarked
package io.watertight.bench.jmh;

import org.jspecify.annotations.NullMarked;
