package io.watertight.gateway.http;

import io.netty.buffer.ByteBuf;
import io.watertight.gateway.wire.BodyReader;

/** Reads off what is left of the body of a request that has been answered without it, within bounds. Confined to one event loop. */
final class RestOfBody {

    /** A client that sends more than this for nothing is better off with a new connection. */
    static final long MAX_BYTES = 262_144;

    enum Step {
        MORE,
        /** The next request may follow. */
        OVER,
        /** Malformed, or more than is read off. */
        HOPELESS
    }

    private final BodyReader body;
    private long bytes;

    RestOfBody(BodyReader body) {
        this.body = body;
    }

    void begin() {
        bytes = 0;
    }

    Step discard(ByteBuf in) {
        while (true) {
            switch (body.next(in)) {
                case DATA -> {
                    bytes += body.dataLength();
                    in.skipBytes(body.dataLength());
                    if (bytes > MAX_BYTES) {
                        return Step.HOPELESS;
                    }
                }
                case NEED_MORE -> {
                    return Step.MORE;
                }
                case MALFORMED -> {
                    return Step.HOPELESS;
                }
                case END -> {
                    return Step.OVER;
                }
            }
        }
    }
}
