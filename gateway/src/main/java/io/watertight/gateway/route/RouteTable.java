package io.watertight.gateway.route;

import io.watertight.gateway.wire.RequestHead;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** All routes, the most specific first: one with a host before one without, then the longer path. Immutable. */
public final class RouteTable {

    private final Route[] routes;

    public RouteTable(Collection<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt(Route::precedence).reversed())
                .toArray(Route[]::new);
    }

    /** The most specific route that matches, or null. */
    public @Nullable Route match(RequestHead head) {
        for (Route route : routes) {
            if (route.matches(head)) {
                return route;
            }
        }
        return null;
    }
}
