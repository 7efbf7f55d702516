/**
 * What the gateway tells about itself: one closed set of outcomes, and the meters.
 *
 * <p>No label here ever takes a value that a client can choose. Meters are looked up when a route or policy is set up, never per request.
 */
@NullMarked
package io.watertight.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
