package io.watertight.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.ResponseHead;

/**
 * Hears what becomes of one request; called on the event loop that asked. Nothing is called after {@link #onResponseEnd} or {@link #onFailure}, and neither of
 * these from within a call to the connection.
 */
public interface UpstreamListener {

    /** The connection is open: the request may be written. Called at once for a pooled one. */
    void onConnected(UpstreamConnection connection);

    /** A 1xx response; the final one is still to come. */
    void onInformational(ResponseHead head);

    /** The final response's head. {@code available} bytes that came with it follow in this very call of the event loop. */
    void onResponseHead(ResponseHead head, int available);

    /** {@code length} bytes of the body are at the reader index of {@code in}; they must be consumed, the buffer is not to be kept. */
    void onResponseData(ByteBuf in, int length);

    /** The response is whole. */
    void onResponseEnd(BodyReader body);

    /** What was read in one go is at its end: a good moment to flush. */
    void onResponsePause();

    /** No whole answer will come. */
    void onFailure(UpstreamFailure failure);

    /** The connection takes bytes again, or no longer does: see {@link UpstreamConnection#isWritable}. */
    void onWritabilityChanged();
}
