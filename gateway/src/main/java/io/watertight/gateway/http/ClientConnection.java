package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.watertight.gateway.admission.Policy;
import io.watertight.gateway.admission.QuotaFields;
import io.watertight.gateway.jwt.BearerCredentials;
import io.watertight.gateway.jwt.JwtRejection;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.jwt.Verification;
import io.watertight.gateway.loop.Buffers;
import io.watertight.gateway.loop.Deadlines;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.telemetry.RequestMeter;
import io.watertight.gateway.upstream.UpstreamClient;
import io.watertight.gateway.upstream.UpstreamConnection;
import io.watertight.gateway.upstream.UpstreamFailure;
import io.watertight.gateway.upstream.UpstreamListener;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.Method;
import io.watertight.gateway.wire.Refusal;
import io.watertight.gateway.wire.RequestHead;
import io.watertight.gateway.wire.RequestHeadReader;
import io.watertight.gateway.wire.ResponseHead;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.SubjectKey;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection and the one request that is being served on it. Confined to its event loop.
 *
 * <pre>
 *          head refused, or answered by the gateway itself: DISCARDING (rest of the body); ENDING, LINGERING (before a close)
 *            ^
 *   HEAD --> DECIDING --> CONNECTING --> EXCHANGE --> HEAD
 *            limiter      upstream       request out, response back, at the same time
 * </pre>
 *
 * CLOSED can follow any of them. The exchange's objects are reused from request to request: nothing is allocated for a request but its buffers.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter implements UpstreamListener, DecisionListener {

    private enum State {
        /** Reading a request's head, or idle. */
        HEAD,
        /** Waiting for the limiter. */
        DECIDING,
        /** Waiting for a connection to the upstream. */
        CONNECTING,
        /** The request goes out and the response comes back. */
        EXCHANGE,
        /** Answered; the rest of the request's body is read off. */
        DISCARDING,
        /** What is written goes out, and nothing else will. */
        ENDING,
        /** Our side is shut down; what still comes is read off, so that the answer is not lost to a reset. */
        LINGERING,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    /** How many bytes behind the request in progress are read ahead before reading stops. */
    static final int MAX_AHEAD_BYTES = 65536;

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MAX_DISCARDED_BYTES = 262144;
    private static final int MAX_ATTEMPTS = 3;
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(US_ASCII);
    private static final byte[] TRAILERS_WANTED = "TE: trailers\r\nConnection: TE\r\n".getBytes(US_ASCII);

    private final LoopContext loop;
    private final ServerState server;
    private final UpstreamClient upstreams;
    private final Channel channel;
    private final Deadlines.Deadline deadline;
    private final PeerFields peerFields;
    private final RequestHeadReader reader;
    private final RequestHead request;
    private final BodyReader requestBody = new BodyReader();
    private final MessageWriter toUpstream;
    private final MessageWriter toClient;

    private State state = State.HEAD;
    private @Nullable ByteBuf inbound;
    private boolean inputClosed;
    private boolean advancing;
    private boolean unflushed;
    private boolean headStarted;

    private Serving serving;
    private @Nullable Route route;
    private @Nullable QuotaFields quota;
    private @Nullable Decision decision;
    private @Nullable UpstreamConnection upstream;
    private boolean responseStarted;
    private boolean closeAfter;
    private boolean bodyForwarded;
    private long bodyBytes;
    private long startedNanos;
    private int attempts;
    private int status;

    public ClientConnection(Channel channel, LoopContext loop, ServerState server, UpstreamClient upstreams) {
        this.channel = channel;
        this.loop = loop;
        this.server = server;
        this.upstreams = upstreams;
        this.serving = server.serving();
        var http = serving.http();
        this.reader = new RequestHeadReader(
                new HeadLimits(http.maxHeadBytes(), http.maxTargetBytes(), http.maxFields()), http.maxBodyBytes());
        this.request = reader.head();
        this.peerFields = new PeerFields(channel.remoteAddress(), http.trustedProxies());
        this.toUpstream = new MessageWriter(channel.alloc(), this::writeToUpstream);
        this.toClient = new MessageWriter(channel.alloc(), this::writeToClient);
        this.deadline = loop.deadlines().add(this::onDeadline);
        deadline.set(loop.coarseNanos() + http.idleTimeout().toNanos());
    }

    // ---- what the client's channel tells

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (isEnding()) {
            bytes.release();
            return;
        }
        inbound = Buffers.join(ctx.alloc(), inbound, bytes);
        advance();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.HEAD) {
            advance();
            flush();
        } else if (state == State.EXCHANGE) {
            if (upstream != null) {
                upstream.setReading(channel.isWritable());
            }
            watchClient();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputClosed = true;
            switch (state) {
                case HEAD, DISCARDING, EXCHANGE -> {
                    advance();
                    flush();
                }
                case DECIDING, CONNECTING -> {
                    if (!requestBody.isDone() && inboundBytes() == 0) {
                        endBroken(Outcome.CLIENT_GONE);
                    }
                }
                case LINGERING -> channel.close();
                case ENDING, CLOSED -> {}
            }
        } else if (event == Leave.IF_IDLE && state == State.HEAD && inboundBytes() == 0) {
            closeGracefully();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isServing()) {
            record(Outcome.CLIENT_GONE);
        }
        toClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atError()
                    .setMessage("client connection closed by an error of our own")
                    .setCause(cause)
                    .log();
        }
        // later: this can come from within a write of our own
        loop.eventLoop().execute(this::onBroken);
    }

    /** Never the plain end of the stream, which a client could take for the end of an answer. */
    private void onBroken() {
        if (isServing()) {
            endBroken(Outcome.CLIENT_GONE);
        } else if (state != State.CLOSED) {
            reset();
        }
    }

    private void onDeadline() {
        switch (state) {
            case HEAD -> {
                if (headStarted) {
                    startedNanos = loop.nanoTime();
                    answer(
                            Outcome.HEAD_TIMEOUT,
                            Answers.problem(
                                    loop,
                                    channel.alloc(),
                                    lastEnding(),
                                    408,
                                    "the request's head did not come in time"));
                    flush();
                } else {
                    closeGracefully();
                }
            }
            case DECIDING, CONNECTING, EXCHANGE -> endBroken(Outcome.CLIENT_GONE);
            case DISCARDING -> closeGracefully();
            case ENDING -> reset();
            case LINGERING -> channel.close();
            case CLOSED -> {}
        }
    }

    // ---- reading

    private int inboundBytes() {
        return inbound == null ? 0 : inbound.readableBytes();
    }

    private boolean isServing() {
        return state == State.DECIDING || state == State.CONNECTING || state == State.EXCHANGE;
    }

    /** Does all that can be done with the bytes at hand. */
    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            boolean moved = true;
            while (moved) {
                moved = switch (state) {
                    case HEAD -> clientTakesAnswers() && readHead();
                    case EXCHANGE -> forwardBody();
                    case DISCARDING -> discardBody();
                    default -> false;
                };
            }
        } finally {
            advancing = false;
        }
        ByteBuf rest = inbound;
        if (rest != null && (!rest.isReadable() || isEnding())) {
            rest.release();
            inbound = null;
        }
        regulateReading();
    }

    /** No request is begun for a client that does not read the answers to those before. */
    private boolean clientTakesAnswers() {
        if (!channel.isWritable()) {
            flush();
        }
        return channel.isWritable();
    }

    private boolean isEnding() {
        return state == State.ENDING || state == State.LINGERING || state == State.CLOSED;
    }

    private void regulateReading() {
        boolean reading = switch (state) {
            case HEAD -> channel.isWritable();
            case DECIDING, CONNECTING -> inboundBytes() < MAX_AHEAD_BYTES;
            case EXCHANGE ->
                inboundBytes() < MAX_AHEAD_BYTES && (requestBody.isDone() || upstream == null || upstream.isWritable());
            default -> true;
        };
        if (channel.config().isAutoRead() != reading && state != State.CLOSED) {
            channel.config().setAutoRead(reading);
        }
    }

    private boolean readHead() {
        ByteBuf in = inbound;
        if (in == null || !in.isReadable()) {
            if (inputClosed) {
                closeGracefully();
            }
            return false;
        }
        RequestHeadReader.Result result = reader.read(in);
        if (result == RequestHeadReader.Result.COMPLETE) {
            serve();
            return true;
        }
        if (result == RequestHeadReader.Result.REFUSED) {
            startedNanos = loop.nanoTime();
            refuse(reader.refusal());
        } else if (inputClosed) {
            closeGracefully();
        } else if (!headStarted) {
            headStarted = true;
            deadline.set(loop.coarseNanos() + serving.http().headTimeout().toNanos());
        }
        return false;
    }

    // ---- one request

    private void serve() {
        startedNanos = loop.nanoTime();
        headStarted = false;
        serving = server.serving();
        responseStarted = false;
        bodyBytes = 0;
        attempts = 0;
        status = 0;
        decision = null;
        quota = null;
        closeAfter = !request.keepAlive() || server.isLeaving();
        requestBody.begin(request.bodyLength());
        deadline.set(Deadlines.NEVER);
        Route matched = serving.routes().match(request);
        route = matched;
        if (matched == null) {
            answer(Outcome.NO_ROUTE, Answers.problem(loop, channel.alloc(), ending(), 404, "no route matches"));
        } else if (matched.isAuthenticated()) {
            authenticate(matched);
        } else {
            connect(matched);
        }
    }

    private void authenticate(Route matched) {
        TokenVerifier verifier = serving.verifier();
        if (request.authorizationCount() == 0 || verifier == null) {
            answer(Outcome.UNAUTHENTICATED, Answers.unauthenticated(loop, channel.alloc(), ending(), null));
            return;
        }
        int field = request.authorizationIndex();
        byte[] bytes = request.bytes();
        int from = request.fields().valueStart(field);
        BearerCredentials credentials = request.authorizationCount() > 1
                ? new BearerCredentials.Malformed()
                : BearerCredentials.parse(bytes, from, request.fields().valueEnd(field) - from);
        switch (credentials) {
            case BearerCredentials.None none ->
                answer(Outcome.UNAUTHENTICATED, Answers.unauthenticated(loop, channel.alloc(), ending(), null));
            case BearerCredentials.Malformed malformed ->
                answer(Outcome.UNAUTHENTICATED, Answers.malformedCredentials(loop, channel.alloc(), ending()));
            case BearerCredentials.Token token -> {
                switch (verifier.verify(bytes, token.offset(), token.length(), loop.epochMillis())) {
                    case Verification.Rejected rejected -> reject(rejected.reason());
                    case Verification.Verified verified -> admit(matched, verified);
                }
            }
        }
    }

    private void reject(JwtRejection reason) {
        server.rejections().record(reason);
        answer(Outcome.UNAUTHENTICATED, Answers.unauthenticated(loop, channel.alloc(), ending(), reason));
    }

    private void admit(Route matched, Verification.Verified token) {
        Policy policy = matched.policy();
        if (policy == null) {
            connect(matched);
            return;
        }
        SubjectKey key = policy.keyOf(token);
        if (key == null) {
            reject(JwtRejection.MISSING_CLAIM);
            return;
        }
        QuotaFields held = policy.quotaOf(token);
        quota = held;
        state = State.DECIDING;
        policy.decide(key, held, matched.cost(), this);
    }

    @Override
    public void onDecision(Decision made) {
        if (!loop.eventLoop().inEventLoop()) {
            loop.eventLoop().execute(() -> onDecision(made));
            return;
        }
        Route matched = route;
        QuotaFields held = quota;
        if (state != State.DECIDING || matched == null || held == null || matched.policy() == null) {
            return;
        }
        decision = made;
        switch (made) {
            case Decision.Admitted _ -> {
                matched.policy().limiter().onAdmitted();
                connect(matched);
            }
            case Decision.Denied _, Decision.Impossible _ -> {
                matched.policy().limiter().onDenied();
                answer(
                        Outcome.LIMITED,
                        Answers.limited(loop, channel.alloc(), ending(), held, made, serving.decisionTime()));
            }
            case Decision.Unavailable unavailable -> {
                matched.policy().limiter().onUndecided();
                answer(
                        Outcome.UNDECIDED,
                        Answers.undecided(loop, channel.alloc(), ending(), unavailable, serving.decisionTime()));
            }
        }
        if (!advancing) {
            advance();
            flush();
        }
    }

    private void connect(Route matched) {
        state = State.CONNECTING;
        attempts++;
        bodyForwarded = false;
        UpstreamConnection connecting = upstreams.acquire(matched.upstream(), this, isRepeatable());
        if (connecting == null) {
            onFailure(UpstreamFailure.UNAVAILABLE);
        } else if (state == State.CONNECTING) {
            upstream = connecting;
        }
    }

    private boolean isRepeatable() {
        return request.method().isIdempotent() && request.bodyLength() == 0;
    }

    // ---- what the upstream tells

    @Override
    public void onConnected(UpstreamConnection connection) {
        upstream = connection;
        state = State.EXCHANGE;
        if (request.method() == Method.HEAD) {
            connection.expectNoBody();
        }
        writeRequestHead();
        if (advancing) {
            return;
        }
        advance();
    }

    private void writeRequestHead() {
        if (!request.isHttp11()) {
            request.fields().drop(FieldName.EXPECT);
        }
        peerFields.select(request);
        HeadWriter out = loop.writer();
        request.writeForwarded(out);
        peerFields.write(request, out);
        boolean chunked = request.bodyLength() == RequestHead.CHUNKED;
        if (chunked) {
            out.write(CHUNKED);
        }
        if (request.acceptsTrailers()) {
            out.write(TRAILERS_WANTED);
        }
        out.crlf();
        int body = requestBody.isDone() ? 0 : Math.min(inboundBytes(), MessageWriter.COPY_BYTES);
        toUpstream.begin(out.toBuffer(channel.alloc(), body), chunked, false);
    }

    /** Moves what has come of the request's body; true where the state has changed. */
    private boolean forwardBody() {
        UpstreamConnection receiver = upstream;
        if (receiver == null || bodyForwarded) {
            return false;
        }
        ByteBuf in = inbound == null ? Unpooled.EMPTY_BUFFER : inbound;
        while (true) {
            switch (requestBody.next(in)) {
                case DATA -> {
                    bodyBytes += requestBody.dataLength();
                    if (isTooLarge()) {
                        refuseInBody(Refusal.BODY_TOO_LARGE);
                        return false;
                    }
                    toUpstream.data(in, requestBody.dataLength());
                }
                case NEED_MORE -> {
                    toUpstream.flush();
                    receiver.flush();
                    if (inputClosed) {
                        endBroken(Outcome.CLIENT_GONE);
                    } else {
                        watchClient();
                    }
                    return false;
                }
                case MALFORMED -> {
                    refuseInBody(Refusal.BAD_CHUNK);
                    return false;
                }
                case END -> {
                    bodyForwarded = true;
                    toUpstream.end(requestBody, loop.writer());
                    receiver.onRequestComplete();
                    receiver.flush();
                    watchClient();
                    return false;
                }
            }
        }
    }

    private boolean isTooLarge() {
        long most = serving.http().maxBodyBytes();
        return most > 0 && bodyBytes > most;
    }

    private void refuseInBody(Refusal refusal) {
        abortUpstream();
        if (responseStarted) {
            record(Outcome.MALFORMED);
            reset();
        } else {
            refuse(refusal);
        }
    }

    @Override
    public void onWritabilityChanged() {
        regulateReading();
        if (state == State.EXCHANGE) {
            watchClient();
        }
    }

    @Override
    public void onInformational(ResponseHead head) {
        if (request.isHttp11() && !responseStarted) {
            HeadWriter out = loop.writer();
            head.writeForwarded(out);
            writeToClient(out.crlf().toBuffer(channel.alloc(), 0));
            flush();
        }
    }

    @Override
    public void onResponseHead(ResponseHead head, int available) {
        responseStarted = true;
        status = head.status();
        long length = head.bodyLength();
        boolean unbounded = length == ResponseHead.CHUNKED || length == ResponseHead.UNTIL_CLOSE;
        boolean chunked = unbounded && request.isHttp11();
        closeAfter |= (unbounded && !chunked) || !requestBody.isDone() || server.isLeaving();
        HeadWriter out = loop.writer();
        ResponseFields.write(head, loop.date(), decision, quota, serving.decisionTime(), out);
        if (chunked) {
            out.write(CHUNKED);
        }
        out.write(Ending.connectionField(closeAfter, request.isHttp11())).crlf();
        int body = Math.min(available, MessageWriter.COPY_BYTES);
        toClient.begin(out.toBuffer(channel.alloc(), chunked ? body + 16 : body), chunked, request.acceptsTrailers());
    }

    @Override
    public void onResponseData(ByteBuf in, int length) {
        toClient.data(in, length);
        if (!channel.isWritable() && upstream != null) {
            upstream.setReading(false);
        }
    }

    @Override
    public void onResponsePause() {
        toClient.flush();
        flush();
    }

    @Override
    public void onResponseEnd(BodyReader body) {
        toClient.end(body, loop.writer());
        upstream = null;
        record(Outcome.PROXIED);
        if (closeAfter || !requestBody.isDone()) {
            closeGracefully();
        } else {
            toHead();
        }
        advance();
        flush();
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        UpstreamConnection failed = upstream;
        upstream = null;
        toUpstream.discard();
        if (responseStarted) {
            record(Outcome.RESPONSE_CUT_SHORT);
            reset();
            return;
        }
        Route matched = route;
        if (matched != null && mayTryAgain(failure, failed) && upstreams.tryRetry(matched.upstream())) {
            connect(matched);
        } else {
            answer(outcomeOf(failure), Answers.upstreamFailed(loop, channel.alloc(), ending(), failure));
        }
        if (!advancing) {
            advance();
            flush();
        }
    }

    private static Outcome outcomeOf(UpstreamFailure failure) {
        return switch (failure) {
            case UNAVAILABLE -> Outcome.OVERLOADED;
            case TIMEOUT -> Outcome.UPSTREAM_TIMEOUT;
            case CONNECT, CLOSED, PROTOCOL -> Outcome.UPSTREAM_FAILED;
        };
    }

    /** Only where nothing of the request can have been processed, and nothing of its body is gone. */
    private boolean mayTryAgain(UpstreamFailure failure, @Nullable UpstreamConnection failed) {
        if (attempts >= MAX_ATTEMPTS || bodyBytes > 0) {
            return false;
        }
        return switch (failure) {
            case CONNECT -> true;
            case CLOSED -> failed != null && failed.isReused() && !failed.hasResponseStarted() && isRepeatable();
            case UNAVAILABLE, TIMEOUT, PROTOCOL -> false;
        };
    }

    // ---- ends

    private void refuse(Refusal refusal) {
        answer(
                Outcome.MALFORMED,
                Answers.problem(loop, channel.alloc(), lastEnding(), refusal.status(), refusal.detail()),
                true);
    }

    private Ending ending() {
        return new Ending(closesAfterAnswer(), request.isHttp11(), request.method() == Method.HEAD);
    }

    private static Ending lastEnding() {
        return new Ending(true, true, false);
    }

    /** A short body that is on its way is read off and the connection lives on; a client that waits for leave to send one is better off with a new one. */
    private boolean closesAfterAnswer() {
        return closeAfter
                || server.isLeaving()
                || (!requestBody.isDone() && (request.expectsContinue() || request.bodyLength() > MAX_DISCARDED_BYTES));
    }

    private void answer(Outcome outcome, ByteBuf bytes) {
        answer(outcome, bytes, outcome == Outcome.HEAD_TIMEOUT || closesAfterAnswer());
    }

    private void answer(Outcome outcome, ByteBuf bytes, boolean close) {
        status = statusOf(bytes);
        writeToClient(bytes);
        record(outcome);
        if (close) {
            closeGracefully();
        } else if (requestBody.isDone()) {
            toHead();
        } else {
            state = State.DISCARDING;
            bodyBytes = 0;
            expectProgress();
        }
    }

    private static int statusOf(ByteBuf answer) {
        int at = answer.readerIndex() + 9;
        return (answer.getByte(at) - '0') * 100 + (answer.getByte(at + 1) - '0') * 10 + answer.getByte(at + 2) - '0';
    }

    private boolean discardBody() {
        ByteBuf in = inbound == null ? Unpooled.EMPTY_BUFFER : inbound;
        while (true) {
            switch (requestBody.next(in)) {
                case DATA -> {
                    bodyBytes += requestBody.dataLength();
                    in.skipBytes(requestBody.dataLength());
                    if (bodyBytes > MAX_DISCARDED_BYTES) {
                        closeGracefully();
                        return false;
                    }
                }
                case NEED_MORE -> {
                    if (inputClosed) {
                        closeGracefully();
                    } else {
                        expectProgress();
                    }
                    return false;
                }
                case MALFORMED -> {
                    closeGracefully();
                    return false;
                }
                case END -> {
                    toHead();
                    return true;
                }
            }
        }
    }

    private void toHead() {
        state = State.HEAD;
        headStarted = false;
        deadline.set(loop.coarseNanos() + serving.http().idleTimeout().toNanos());
    }

    /** While it is the client that the exchange waits for, its time runs; while it is the upstream, that connection's own time does. */
    private void watchClient() {
        boolean bodyIsDue = !requestBody.isDone() && upstream != null && upstream.isWritable();
        if (bodyIsDue || !channel.isWritable()) {
            expectProgress();
        } else {
            deadline.set(Deadlines.NEVER);
        }
    }

    private void expectProgress() {
        deadline.set(loop.coarseNanos() + serving.http().idleTimeout().toNanos());
    }

    private void record(Outcome outcome) {
        Route matched = route;
        boolean routed = matched != null && outcome != Outcome.MALFORMED && outcome != Outcome.HEAD_TIMEOUT;
        RequestMeter meter = routed && matched != null ? matched.meter() : server.withoutRoute();
        long nanos = loop.nanoTime() - startedNanos;
        meter.record(loop.index(), outcome, nanos);
        if (serving.accessLog()) {
            AccessLog.write(routed ? request : null, status, outcome, nanos);
        }
        route = null;
    }

    /** Ends a request whose answer can no longer be given: the connection is reset. */
    private void endBroken(Outcome outcome) {
        record(outcome);
        reset();
    }

    private void abortUpstream() {
        UpstreamConnection aborted = upstream;
        upstream = null;
        toUpstream.discard();
        if (aborted != null) {
            aborted.abort();
        }
    }

    /** Ends the connection so that the client cannot take what it has for the whole. */
    private void reset() {
        toClient.discard();
        if (channel.config() instanceof SocketChannelConfig config && channel.isOpen()) {
            config.setSoLinger(0);
        }
        toClosed();
        channel.close();
    }

    /** Sends what is written, however long the client takes for it, then our end of the stream, and waits a little for the client's. */
    private void closeGracefully() {
        if (isEnding()) {
            return;
        }
        state = State.ENDING;
        expectProgress();
        unflushed = false;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> onAllWritten(written.isSuccess()));
    }

    private void onAllWritten(boolean success) {
        if (success && !inputClosed && state == State.ENDING && channel instanceof DuplexChannel duplex) {
            state = State.LINGERING;
            deadline.set(loop.coarseNanos() + LINGER_NANOS);
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            channel.close();
        }
    }

    private void toClosed() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            deadline.remove();
            abortUpstream();
            toClient.discard();
            if (!advancing && inbound != null) {
                inbound.release();
                inbound = null;
            }
        }
    }

    private void writeToClient(ByteBuf bytes) {
        unflushed = true;
        channel.write(bytes, channel.voidPromise());
    }

    private void writeToUpstream(ByteBuf bytes) {
        UpstreamConnection receiver = upstream;
        if (receiver == null) {
            bytes.release();
        } else {
            receiver.write(bytes);
        }
    }

    private void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }
}
