package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The methods that the gateway knows; a token that is none of them is {@link #OTHER} and is forwarded as it is. */
public enum Method {
    GET(true),
    HEAD(true),
    POST(false),
    PUT(true),
    DELETE(true),
    OPTIONS(true),
    PATCH(false),
    CONNECT(false),
    TRACE(true),
    OTHER(false);

    private static final Method[] ALL = values();

    private final boolean idempotent;

    @SuppressWarnings("ImmutableEnumChecker") // never written after construction, nor handed out
    private final byte[] token;

    Method(boolean idempotent) {
        this.idempotent = idempotent;
        this.token = name().getBytes(US_ASCII);
    }

    /** True where sending it twice is as sending it once (RFC 9110, section 9.2.2). */
    public boolean isIdempotent() {
        return idempotent;
    }

    static Method of(byte[] bytes, int from, int to) {
        for (Method method : ALL) {
            if (method != OTHER && Arrays.equals(method.token, 0, method.token.length, bytes, from, to)) {
                return method;
            }
        }
        return OTHER;
    }
}
