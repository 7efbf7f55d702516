package io.watertight.gateway.http;

import io.watertight.gateway.telemetry.RejectionMeter;
import io.watertight.gateway.telemetry.RequestMeter;

/** What all client connections of a process share. Safe for use by all event loops. */
public final class ServerState {

    private final RequestMeter withoutRoute;
    private final RejectionMeter rejections;
    private volatile Serving serving;
    private volatile boolean leaving;

    /**
     * Begins with a configuration in force.
     *
     * @param withoutRoute counts the requests that never got to a route
     * @param rejections counts the tokens that were not accepted
     */
    public ServerState(Serving serving, RequestMeter withoutRoute, RejectionMeter rejections) {
        this.serving = serving;
        this.withoutRoute = withoutRoute;
        this.rejections = rejections;
    }

    Serving serving() {
        return serving;
    }

    /** Puts a new configuration in force, for each request that begins from now on. */
    public void replace(Serving next) {
        serving = next;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** From now on every answer says {@code Connection: close}. */
    public void leave() {
        leaving = true;
    }

    RequestMeter withoutRoute() {
        return withoutRoute;
    }

    RejectionMeter rejections() {
        return rejections;
    }
}
