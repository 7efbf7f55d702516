/**
 * The process: start, reload, drain, exit.
 *
 * <p>Here the parts are put together, and nowhere else; what lives here is not on a request's way.
 */
@NullMarked
package io.watertight.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
