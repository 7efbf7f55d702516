package io.watertight.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.watertight.gateway.config.HttpConfig;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.upstream.UpstreamClient;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.Refusal;
import io.watertight.gateway.wire.RequestHeadReader;

/**
 * One client's connection and the one request that is being served on it. Confined to its event loop; see {@link ClientState} for what it does when. Its parts
 * are used again from request to request: nothing is allocated for a request but its buffers.
 */
final class ClientConnection {

    /** How many bytes behind the request in progress are read ahead before reading stops. */
    static final int MAX_AHEAD_BYTES = 65536;

    private final LoopContext loop;
    private final ServerState server;
    private final ByteBufAllocator allocator;
    private final ClientInput input;
    private final ClientOutput output;
    private final ClientDeadline deadline;
    private final RequestHeadReader reader;
    private final ClientRequest request;
    private final BodyReader requestBody;
    private final RestOfBody restOfBody;
    private final Admission admission;
    private final Exchange exchange;

    private ClientState state = ClientState.HEAD;
    private boolean advancing;
    private boolean headStarted;
    private HttpConfig readBy;

    ClientConnection(Channel channel, LoopContext loop, ServerState server, UpstreamClient upstreams) {
        this.allocator = channel.alloc();
        this.input = new ClientInput(channel);
        this.output = new ClientOutput(channel);
        this.loop = loop;
        this.server = server;
        this.readBy = server.serving().http();
        this.reader = new RequestHeadReader(headLimits(readBy));
        this.request = new ClientRequest(loop, server, reader.head());
        this.requestBody = request.body();
        this.restOfBody = new RestOfBody(requestBody);
        this.admission = new Admission(this, loop, allocator, server, request);
        this.exchange = new Exchange(
                this,
                request,
                input,
                output,
                allocator,
                loop,
                server,
                upstreams,
                new PeerFields(channel.remoteAddress()),
                admission);
        this.deadline = new ClientDeadline(loop, this::onDeadline);
        deadline.expectProgress(readBy);
    }

    private static HeadLimits headLimits(HttpConfig http) {
        return new HeadLimits(http.maxHeadBytes(), http.maxTargetBytes(), http.maxFields());
    }

    // ---- what the client's channel tells

    /** Takes over the bytes. */
    void onBytes(ByteBuf bytes) {
        if (state.isEnding()) {
            bytes.release();
            return;
        }
        input.add(bytes);
        advance();
    }

    void onWritabilityChanged() {
        if (state == ClientState.HEAD) {
            advance();
            output.flush();
        } else if (state == ClientState.EXCHANGE) {
            exchange.setReading(output.isWritable());
            watch();
        }
    }

    void onInputClosed() {
        input.onEnd();
        switch (state) {
            case HEAD, DISCARDING, EXCHANGE -> {
                advance();
                output.flush();
            }
            case DECIDING, CONNECTING -> {
                if (!requestBody.isDone() && input.length() == 0) {
                    endBroken(Outcome.CLIENT_GONE);
                }
            }
            case LINGERING -> output.close();
            case ENDING, CLOSED -> {}
        }
    }

    /** The process is about to leave: a connection goes that has been idle for so long. On the others the next answer says that it is the last. */
    void onLeave(long idleNanos) {
        if (state == ClientState.HEAD && input.length() == 0 && deadline.hasIdled(idleNanos)) {
            closeGracefully();
        }
    }

    void onClosed() {
        if (state.isServing()) {
            request.end(Outcome.CLIENT_GONE);
        }
        toClosed();
    }

    /** Never the plain end of the stream, which a client could take for the end of an answer. */
    void onBroken() {
        if (state.isServing()) {
            endBroken(Outcome.CLIENT_GONE);
        } else if (state != ClientState.CLOSED) {
            reset();
        }
    }

    private void onDeadline() {
        switch (state) {
            case HEAD -> {
                if (headStarted) {
                    request.beginWithoutHead();
                    answer(Outcome.HEAD_TIMEOUT, Answers.headTimedOut(loop, allocator, request.isHead()), true);
                    flush();
                } else {
                    closeGracefully();
                }
            }
            case DECIDING, CONNECTING, EXCHANGE -> endBroken(Outcome.CLIENT_GONE);
            case DISCARDING -> closeGracefully();
            case ENDING -> reset();
            case LINGERING -> output.close();
            case CLOSED -> {}
        }
    }

    // ---- reading

    /** Does all that can be done with the bytes at hand. */
    void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean moved = true;
            while (moved) {
                moved = switch (state) {
                    case HEAD ->
                        output.takesMore()
                                && readHead(); // nothing is begun for a client that does not read its answers
                    case EXCHANGE -> {
                        exchange.forwardBody();
                        yield false;
                    }
                    case DISCARDING -> discardBody();
                    default -> false;
                };
            }
        } finally {
            advancing = false;
        }
        if (state.isEnding()) {
            input.release();
        } else {
            input.trim();
        }
        regulateReading();
    }

    private void regulateReading() {
        boolean reading = switch (state) {
            case HEAD -> output.isWritable();
            case DECIDING, CONNECTING -> input.length() < MAX_AHEAD_BYTES;
            case EXCHANGE -> input.length() < MAX_AHEAD_BYTES && (requestBody.isDone() || exchange.isReceiving());
            default -> true;
        };
        if (state != ClientState.CLOSED) {
            input.setReading(reading);
        }
    }

    private boolean readHead() {
        if (input.length() == 0) {
            if (input.hasEnded()) {
                closeGracefully();
            }
            return false;
        }
        limitByConfig();
        RequestHeadReader.Result result = reader.read(input.bytes());
        if (result == RequestHeadReader.Result.COMPLETE) {
            serve();
            return true;
        }
        if (result == RequestHeadReader.Result.REFUSED) {
            request.beginWithoutHead();
            refuse(reader.refusal());
        } else if (input.hasEnded()) {
            closeGracefully();
        } else if (!headStarted) {
            headStarted = true;
            deadline.expectHead(request.serving().http());
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // another configuration is another object
    private void limitByConfig() {
        HttpConfig http = server.serving().http();
        if (http != readBy) {
            readBy = http;
            reader.limit(headLimits(http));
        }
    }

    // ---- one request

    private void serve() {
        headStarted = false;
        deadline.expectNothing();
        Route matched = request.begin();
        if (!request.allowsBodyOf(request.head().bodyLength())) {
            refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        if (matched == null) {
            answer(Outcome.NO_ROUTE, Answers.noRoute(loop, allocator, request.ending()));
        } else {
            admission.begin(matched);
        }
    }

    // ---- what its admission tells

    /** Says what the connection waits for from now on. */
    void to(ClientState next) {
        state = next;
    }

    boolean is(ClientState asked) {
        return state == asked;
    }

    void onAdmitted() {
        Route admitted = request.route();
        if (admitted != null) {
            exchange.begin(admitted);
        }
    }

    /** Does what can be done now, unless that is being done already. */
    void goOn() {
        if (!advancing) {
            advance();
            flush();
        }
    }

    // ---- what its exchange tells

    void onUpstreamWritabilityChanged() {
        regulateReading();
        if (state == ClientState.EXCHANGE) {
            watch();
        }
    }

    void onResponseEnd() {
        request.end(Outcome.PROXIED);
        if (request.closes() || !requestBody.isDone()) {
            closeGracefully();
        } else {
            toHead();
        }
        advance();
        flush();
    }

    // ---- ends

    /** Answers that the message is not accepted, and closes. */
    void refuse(Refusal refusal) {
        answer(Outcome.MALFORMED, Answers.refused(loop, allocator, refusal, request.isHead()), true);
    }

    /** Answers the request in progress, in place of an upstream. */
    void answer(Outcome outcome, ByteBuf bytes) {
        answer(outcome, bytes, request.closesAfterAnswer());
    }

    private void answer(Outcome outcome, ByteBuf bytes, boolean close) {
        request.setStatus(Answers.statusOf(bytes));
        output.write(bytes);
        request.end(outcome);
        if (close) {
            closeGracefully();
        } else if (requestBody.isDone()) {
            toHead();
        } else {
            state = ClientState.DISCARDING;
            restOfBody.begin();
            expectProgress();
        }
    }

    private boolean discardBody() {
        return switch (restOfBody.discard(input.bytes())) {
            case OVER -> {
                toHead();
                expectProgress();
                yield true;
            }
            case MORE -> {
                if (input.hasEnded()) {
                    closeGracefully();
                } else {
                    expectProgress();
                }
                yield false;
            }
            case HOPELESS -> {
                closeGracefully();
                yield false;
            }
        };
    }

    private void toHead() {
        state = ClientState.HEAD;
        headStarted = false;
        deadline.expectNext(request.serving().http());
    }

    /** While it is the client that the exchange waits for, its time runs; while it is the upstream, that connection's own time does. */
    void watch() {
        if (exchange.awaitsBody() || !output.isWritable()) {
            expectProgress();
        } else {
            deadline.expectNothing();
        }
    }

    private void expectProgress() {
        deadline.expectProgress(request.serving().http());
    }

    /** Ends a request whose answer can no longer be given: the connection is reset. */
    void endBroken(Outcome outcome) {
        request.end(outcome);
        reset();
    }

    /** Ends the connection so that the client cannot take what it has for the whole. */
    private void reset() {
        exchange.discardResponse();
        output.resetOnClose();
        toClosed();
        output.close();
    }

    /** Sends what is written, however long the client takes for it, then our end of the stream, and waits a little for the client's. */
    private void closeGracefully() {
        if (state.isEnding()) {
            return;
        }
        state = ClientState.ENDING;
        expectProgress();
        output.finish(this::onAllWritten);
    }

    private void onAllWritten(boolean success) {
        if (success && !input.hasEnded() && state == ClientState.ENDING && output.shutDown()) {
            state = ClientState.LINGERING;
            deadline.expectClose();
        } else {
            output.close();
        }
    }

    private void toClosed() {
        if (state != ClientState.CLOSED) {
            state = ClientState.CLOSED;
            deadline.remove();
            exchange.abort();
            exchange.discardResponse();
            if (!advancing) {
                input.release();
            }
        }
    }

    void flush() {
        output.flush();
    }
}
