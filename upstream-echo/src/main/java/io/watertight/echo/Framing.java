package io.watertight.echo;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** How the end of an answer's body is told. */
enum Framing {
    CONTENT_LENGTH,
    CHUNKED,
    /** HTTP/1.0 knows no chunks: a body of unknown length ends with the connection. */
    UNTIL_CLOSE,
    /** An answer to HEAD: the head says what the body would be, and none follows. */
    HEAD_ONLY,
    /** 204 and 304: neither a body nor a word of one. */
    NO_BODY;

    static boolean allowsBody(HttpRequest request, int status) {
        return status != 204 && status != 304 && !request.method().equals(HttpMethod.HEAD);
    }

    static Framing of(HttpRequest request, int status, long length, boolean wantsChunks) {
        if (!allowsBody(request, status)) {
            return request.method().equals(HttpMethod.HEAD) ? HEAD_ONLY : NO_BODY;
        }
        boolean knowsChunks = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (length == AnswerBody.UNKNOWN_LENGTH) {
            return knowsChunks ? CHUNKED : UNTIL_CLOSE;
        }
        return wantsChunks && knowsChunks ? CHUNKED : CONTENT_LENGTH;
    }

    boolean hasBody() {
        return this != HEAD_ONLY && this != NO_BODY;
    }
}
