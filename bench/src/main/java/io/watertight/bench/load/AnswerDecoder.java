package io.watertight.bench.load;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Decodes the answers of one connection. */
final class AnswerDecoder extends HttpResponseDecoder {
    private boolean answersHead;

    AnswerDecoder() {
        super(new HttpDecoderConfig().setMaxInitialLineLength(8 * 1024).setMaxHeaderSize(64 * 1024));
    }

    /** Whether the request was HEAD: its answer has no body, whatever its fields say. */
    void expectAnswer(boolean toHead) {
        answersHead = toHead;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return answersHead || super.isContentAlwaysEmpty(message);
    }
}
