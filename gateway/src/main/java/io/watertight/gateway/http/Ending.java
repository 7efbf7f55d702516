package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * How an answer ends.
 *
 * @param close the connection is closed after it
 * @param http11 the client speaks HTTP/1.1, where a connection lives unless said otherwise; in HTTP/1.0 it is the other way round
 * @param withoutBody it answers a HEAD request
 */
record Ending(boolean close, boolean http11, boolean withoutBody) {

    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(US_ASCII);
    private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    byte[] connectionField() {
        return connectionField(close, http11);
    }

    static byte[] connectionField(boolean close, boolean http11) {
        return close ? CLOSE : http11 ? NOTHING : KEEP_ALIVE;
    }
}
