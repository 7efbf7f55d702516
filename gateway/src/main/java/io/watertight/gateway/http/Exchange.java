package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.upstream.UpstreamClient;
import io.watertight.gateway.upstream.UpstreamConnection;
import io.watertight.gateway.upstream.UpstreamFailure;
import io.watertight.gateway.upstream.UpstreamListener;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.Method;
import io.watertight.gateway.wire.Refusal;
import io.watertight.gateway.wire.RequestHead;
import io.watertight.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * The way of one admitted request to its upstream and of the response back, at the same time. One per client connection, used by its requests one after another;
 * confined to its event loop.
 */
final class Exchange implements UpstreamListener {

    private static final int MAX_ATTEMPTS = 3;
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(US_ASCII);
    private static final byte[] TRAILERS_WANTED = "TE: trailers\r\nConnection: TE\r\n".getBytes(US_ASCII);

    private final ClientConnection client;
    private final ClientRequest current;
    private final LoopContext loop;
    private final ServerState server;
    private final UpstreamClient upstreams;
    private final ClientInput input;
    private final ClientOutput output;
    private final ByteBufAllocator allocator;
    private final PeerFields peerFields;
    private final RequestHead request;
    private final BodyReader requestBody;
    private final Admission admission;
    private final MessageWriter toUpstream;
    private final MessageWriter toClient;

    private @Nullable Route route;
    private @Nullable UpstreamConnection upstream;
    private boolean responseStarted;
    private boolean bodyForwarded;
    private long bodyBytes;
    private int attempts;

    Exchange(
            ClientConnection client,
            ClientRequest current,
            ClientInput input,
            ClientOutput output,
            ByteBufAllocator allocator,
            LoopContext loop,
            ServerState server,
            UpstreamClient upstreams,
            PeerFields peerFields,
            Admission admission) {
        this.client = client;
        this.current = current;
        this.loop = loop;
        this.server = server;
        this.upstreams = upstreams;
        this.input = input;
        this.output = output;
        this.allocator = allocator;
        this.peerFields = peerFields;
        this.request = current.head();
        this.requestBody = current.body();
        this.admission = admission;
        this.toUpstream = new MessageWriter(allocator, this::writeToUpstream);
        this.toClient = new MessageWriter(allocator, output::write);
    }

    /** Sends the request on its way. */
    void begin(Route matched) {
        route = matched;
        responseStarted = false;
        bodyBytes = 0;
        attempts = 0;
        connect(matched);
    }

    private void connect(Route matched) {
        client.to(ClientState.CONNECTING);
        attempts++;
        bodyForwarded = false;
        UpstreamConnection connecting = upstreams.acquire(matched.upstream(), this, current.isRepeatable());
        if (connecting == null) {
            onFailure(UpstreamFailure.UNAVAILABLE);
        } else if (client.is(ClientState.CONNECTING)) {
            upstream = connecting;
        }
    }

    // ---- the request

    @Override
    public void onConnected(UpstreamConnection connection) {
        upstream = connection;
        client.to(ClientState.EXCHANGE);
        if (request.method() == Method.HEAD) {
            connection.expectNoBody();
        }
        writeRequestHead();
        client.advance();
    }

    private void writeRequestHead() {
        if (!request.isHttp11()) {
            request.fields().drop(FieldName.EXPECT);
        }
        peerFields.select(request, current.serving().http().trustedProxies());
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
        int body = requestBody.isDone() ? 0 : Math.min(input.length(), MessageWriter.COPY_BYTES);
        toUpstream.begin(out.toBuffer(allocator, body), chunked, false);
    }

    /** Moves what has come of the request's body. */
    void forwardBody() {
        UpstreamConnection receiver = upstream;
        if (receiver == null || bodyForwarded) {
            return;
        }
        ByteBuf in = input.bytes();
        while (true) {
            switch (requestBody.next(in)) {
                case DATA -> {
                    bodyBytes += requestBody.dataLength();
                    if (!current.allowsBodyOf(bodyBytes)) {
                        refuseInBody(Refusal.BODY_TOO_LARGE);
                        return;
                    }
                    toUpstream.data(in, requestBody.dataLength());
                }
                case NEED_MORE -> {
                    toUpstream.flush();
                    receiver.flush();
                    if (input.hasEnded()) {
                        client.endBroken(Outcome.CLIENT_GONE);
                    } else {
                        client.watch();
                    }
                    return;
                }
                case MALFORMED -> {
                    refuseInBody(Refusal.BAD_CHUNK);
                    return;
                }
                case END -> {
                    bodyForwarded = true;
                    toUpstream.end(requestBody, loop.writer());
                    receiver.onRequestComplete();
                    receiver.flush();
                    client.watch();
                    return;
                }
            }
        }
    }

    private void refuseInBody(Refusal refusal) {
        abort();
        if (responseStarted) {
            client.endBroken(Outcome.MALFORMED);
        } else {
            client.refuse(refusal);
        }
    }

    /** True where the upstream takes more of the request now, or will never. */
    boolean isReceiving() {
        UpstreamConnection receiver = upstream;
        return receiver == null || receiver.isWritable();
    }

    /** True where the request's body is due and the upstream would take it. */
    boolean awaitsBody() {
        UpstreamConnection receiver = upstream;
        return !requestBody.isDone() && receiver != null && receiver.isWritable();
    }

    @Override
    public void onWritabilityChanged() {
        client.onUpstreamWritabilityChanged();
    }

    private void writeToUpstream(ByteBuf bytes) {
        UpstreamConnection receiver = upstream;
        if (receiver == null) {
            bytes.release();
        } else {
            receiver.write(bytes);
        }
    }

    // ---- the response

    /** Reads on, or no longer, as the client takes what is written to it. */
    void setReading(boolean reading) {
        UpstreamConnection sender = upstream;
        if (sender != null) {
            sender.setReading(reading);
        }
    }

    @Override
    public void onInformational(ResponseHead head) {
        if (request.isHttp11() && !responseStarted) {
            HeadWriter out = loop.writer();
            head.writeForwarded(out);
            output.write(out.crlf().toBuffer(allocator, 0));
            output.flush();
        }
    }

    @Override
    public void onResponseHead(ResponseHead head, int available) {
        responseStarted = true;
        long length = head.bodyLength();
        boolean unbounded = length == ResponseHead.CHUNKED || length == ResponseHead.UNTIL_CLOSE;
        boolean chunked = unbounded && request.isHttp11();
        current.setStatus(head.status());
        if ((unbounded && !chunked) || !requestBody.isDone() || server.isLeaving()) {
            current.closeAfter();
        }
        HeadWriter out = loop.writer();
        ResponseFields.write(
                head,
                loop.date(),
                admission.decision(),
                admission.quota(),
                current.serving().proof(),
                out);
        if (chunked) {
            out.write(CHUNKED);
        }
        out.write(Ending.connectionField(current.closes(), request.isHttp11())).crlf();
        int body = Math.min(available, MessageWriter.COPY_BYTES);
        toClient.begin(out.toBuffer(allocator, chunked ? body + 16 : body), chunked, request.acceptsTrailers());
    }

    @Override
    public void onResponseData(ByteBuf in, int length) {
        toClient.data(in, length);
        if (!output.isWritable()) {
            setReading(false);
        }
    }

    @Override
    public void onResponsePause() {
        toClient.flush();
        output.flush();
    }

    @Override
    public void onResponseEnd(BodyReader body) {
        toClient.end(body, loop.writer());
        upstream = null;
        client.onResponseEnd();
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        UpstreamConnection failed = upstream;
        upstream = null;
        toUpstream.discard();
        if (responseStarted) {
            client.endBroken(Outcome.RESPONSE_CUT_SHORT);
            return;
        }
        Route matched = route;
        if (matched != null && mayTryAgain(failure, failed) && upstreams.tryRetry(matched.upstream())) {
            connect(matched);
        } else {
            client.answer(outcomeOf(failure), Answers.upstreamFailed(loop, allocator, current.ending(), failure));
        }
        client.goOn();
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
            case CLOSED ->
                failed != null && failed.isReused() && !failed.hasResponseStarted() && current.isRepeatable();
            case UNAVAILABLE, TIMEOUT, PROTOCOL -> false;
        };
    }

    // ---- ends

    /** Gives up the upstream's side. Idempotent. */
    void abort() {
        UpstreamConnection aborted = upstream;
        upstream = null;
        toUpstream.discard();
        if (aborted != null) {
            aborted.abort();
        }
    }

    /** Forgets what of the response has not been written. */
    void discardResponse() {
        toClient.discard();
    }
}
