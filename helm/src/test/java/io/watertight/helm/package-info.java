/** The chart, rendered by Helm itself and held to what Kubernetes and the gateway expect. */
@NullMarked
package io.watertight.helm;

import org.jspecify.annotations.NullMarked;
