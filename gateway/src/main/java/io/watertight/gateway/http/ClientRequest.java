package io.watertight.gateway.http;

import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.telemetry.RequestMeter;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.Method;
import io.watertight.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The request in progress on one client's connection: what it is, the configuration it began with, how its answer will end, and what metrics and the access log
 * are told of it. Used again from request to request; confined to one event loop.
 */
final class ClientRequest {

    private final LoopContext loop;
    private final ServerState server;
    private final RequestHead head;
    private final BodyReader body = new BodyReader();
    private Serving serving;
    private @Nullable Route route;
    private boolean hasHead;
    private boolean closes;
    private long startedNanos;
    private int status;

    /**
     * Before the first request.
     *
     * @param head of each request in its turn
     */
    ClientRequest(LoopContext loop, ServerState server, RequestHead head) {
        this.loop = loop;
        this.server = server;
        this.head = head;
        this.serving = server.serving();
    }

    /** Begins with the head that has come; returns the route that matches, or null. */
    @Nullable
    Route begin() {
        beginWithoutHead();
        hasHead = true;
        serving = server.serving();
        closes = !head.keepAlive() || server.isLeaving();
        body.begin(head.bodyLength());
        route = serving.routes().match(head);
        return route;
    }

    /** Begins with what is no request, and will be answered all the same. */
    void beginWithoutHead() {
        startedNanos = loop.nanoTime();
        status = 0;
        route = null;
        hasHead = false;
    }

    RequestHead head() {
        return head;
    }

    BodyReader body() {
        return body;
    }

    /** The configuration that the request began with. */
    Serving serving() {
        return serving;
    }

    /** The route of a request that has not been answered, or null. */
    @Nullable
    Route route() {
        return route;
    }

    /** Whether a body may be so long, in bytes. */
    boolean allowsBodyOf(long bytes) {
        long most = serving.http().maxBodyBytes();
        return most == 0 || bytes <= most;
    }

    void setStatus(int code) {
        status = code;
    }

    /** True where the request can be sent twice, and that is as sending it once. */
    boolean isRepeatable() {
        return head.method().isIdempotent() && head.bodyLength() == 0;
    }

    /** From now on the connection ends with the answer. */
    void closeAfter() {
        closes = true;
    }

    /** Whether the connection ends with an upstream's answer. */
    boolean closes() {
        return closes;
    }

    /**
     * Whether the connection ends with an answer of our own. A short body that is on its way is read off and the connection lives on; a client that waits for
     * leave to send one is better off with a new one.
     */
    boolean closesAfterAnswer() {
        return closes
                || server.isLeaving()
                || (!body.isDone() && (head.expectsContinue() || head.bodyLength() > RestOfBody.MAX_BYTES));
    }

    /** How an answer of our own ends. */
    Ending ending() {
        return new Ending(closesAfterAnswer(), head.isHttp11(), isHead());
    }

    /** Whether its answer has no body. */
    boolean isHead() {
        return head.method() == Method.HEAD;
    }

    /** Ends with that outcome. */
    void end(Outcome outcome) {
        Route matched = route;
        RequestMeter meter = matched != null ? matched.meter() : server.withoutRoute();
        long nanos = loop.nanoTime() - startedNanos;
        meter.record(loop.index(), outcome, nanos);
        if (serving.accessLog()) {
            AccessLog.write(hasHead ? head : null, status, outcome, nanos);
        }
        route = null;
    }
}
