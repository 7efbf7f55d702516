/**
 * Gateways with one fault each, built from the shipped gateway and a limiter of the bench's own: what a proof must find guilty, and of which law.
 *
 * <p>Nothing here is on the shipped gateway's class path. Without a fault the control is a correct gateway, and is proven to be one, so that what a proof finds
 * is the fault and not the control.
 */
@NullMarked
package io.watertight.bench.control;

import org.jspecify.annotations.NullMarked;
