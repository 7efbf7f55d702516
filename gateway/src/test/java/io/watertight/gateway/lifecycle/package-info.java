/** Tests of whole gateways, from outside. */
@NullMarked
package io.watertight.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
