@NullMarked
package io.watertight.bench.control;

import org.jspecify.annotations.NullMarked;
