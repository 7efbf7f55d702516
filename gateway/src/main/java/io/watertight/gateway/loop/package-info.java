/**
 * What every connection of one event loop shares: the coarse clock, the deadlines, the scratch in which heads are written.
 *
 * <p>Everything here is confined to its event loop and needs no lock. It knows neither HTTP semantics nor upstreams.
 */
@NullMarked
package io.watertight.gateway.loop;

import org.jspecify.annotations.NullMarked;
