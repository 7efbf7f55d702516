/**
 * Which upstream a request goes to and which policy holds it, by host and path.
 *
 * <p>Decided on the normalised path that is also the one forwarded. What lives here is immutable; a reload makes a new table.
 */
@NullMarked
package io.watertight.gateway.route;

import org.jspecify.annotations.NullMarked;
