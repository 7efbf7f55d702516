package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The body of one answer, handed out in pieces as the peer takes them. Confined to the event loop of its connection. */
interface AnswerBody {
    /** What {@link #length()} says where the length is not known before the end. */
    long UNKNOWN_LENGTH = -1;

    String contentType();

    /** Bytes from the first piece to the last, or {@link #UNKNOWN_LENGTH}. */
    long length();

    /** A piece of the request's body arrived. The callee does not keep the buffer. */
    void onRequestContent(ByteBuf content);

    void onRequestEnd();

    /** The next piece, not empty and at most {@code maxBytes}, owned by the caller; null where there is none now. */
    @Nullable
    ByteBuf next(int maxBytes);

    /** Whether {@link #next} will never again have a piece. */
    boolean isExhausted();

    void release();
}
