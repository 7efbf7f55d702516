/** Against an API server of the tests' own, which answers as a recorded one does, over HTTPS. */
@NullMarked
package io.watertight.bench.kubernetes;

import org.jspecify.annotations.NullMarked;
