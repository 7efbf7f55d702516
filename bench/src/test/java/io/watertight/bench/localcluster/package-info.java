@NullMarked
package io.watertight.bench.localcluster;

import org.jspecify.annotations.NullMarked;
