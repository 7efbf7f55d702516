package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The field names that the gateway acts on; every other field is carried as bytes. */
public enum FieldName {
    OTHER(""),
    /**
     * A name here below with an underscore in place of a hyphen. Servers that hand fields on as CGI variables take both for the same, so such a field could
     * say behind the gate what was refused, or overwritten, at it.
     */
    ALIAS(""),
    HOST("host"),
    AUTHORIZATION("authorization"),
    CONTENT_LENGTH("content-length"),
    TRANSFER_ENCODING("transfer-encoding"),
    CONNECTION("connection"),
    PROXY_CONNECTION("proxy-connection"),
    PROXY_AUTHORIZATION("proxy-authorization"),
    PROXY_AUTHENTICATE("proxy-authenticate"),
    KEEP_ALIVE("keep-alive"),
    TE("te"),
    TRAILER("trailer"),
    UPGRADE("upgrade"),
    EXPECT("expect"),
    COOKIE("cookie"),
    SET_COOKIE("set-cookie"),
    WWW_AUTHENTICATE("www-authenticate"),
    DATE("date"),
    FORWARDED("forwarded"),
    X_FORWARDED_FOR("x-forwarded-for"),
    X_FORWARDED_PROTO("x-forwarded-proto"),
    X_FORWARDED_HOST("x-forwarded-host"),
    /** Any other name that begins with X-Forwarded, such as -Port, -Prefix and -Ssl: what is told of the way, by whom is to be asked. */
    X_FORWARDED(""),
    X_REAL_IP("x-real-ip"),
    TRACEPARENT("traceparent"),
    TRACESTATE("tracestate"),
    RATELIMIT("ratelimit"),
    RATELIMIT_POLICY("ratelimit-policy"),
    X_RATELIMIT_LIMIT("x-ratelimit-limit"),
    X_RATELIMIT_REMAINING("x-ratelimit-remaining"),
    X_RATELIMIT_RESET("x-ratelimit-reset"),
    DECIDED_AT("watertight-decided-at"),
    REPLICA("watertight-replica");

    private static final byte[] X_FORWARDED_PREFIX = "x-forwarded-".getBytes(US_ASCII);
    private static final FieldName[][] BY_LENGTH = byLength();

    @SuppressWarnings("ImmutableEnumChecker") // never written after construction, nor handed out
    private final byte[] lowerCase;

    FieldName(String lowerCase) {
        this.lowerCase = lowerCase.getBytes(US_ASCII);
    }

    /** The name in {@code bytes[from, to)}, or {@link #ALIAS} or {@link #OTHER}. */
    static FieldName of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < BY_LENGTH.length) {
            for (FieldName candidate : BY_LENGTH[length]) {
                if (Chars.equalsIgnoreCase(bytes, from, to, candidate.lowerCase)) {
                    return candidate;
                }
                if (isAlias(bytes, from, candidate.lowerCase)) {
                    return ALIAS;
                }
            }
        }
        if (length >= X_FORWARDED_PREFIX.length && isAlias(bytes, from, X_FORWARDED_PREFIX)) {
            return Chars.equalsIgnoreCase(bytes, from, from + X_FORWARDED_PREFIX.length, X_FORWARDED_PREFIX)
                    ? X_FORWARDED
                    : ALIAS;
        }
        return OTHER;
    }

    private static boolean isAlias(byte[] bytes, int from, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte c = bytes[from + i];
            if ((c == '_' ? '-' : Chars.lower(c)) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    /** Fields of one hop (RFC 9110, 7.6.1, and the customary ones), and aliases: never forwarded. */
    boolean isHopByHop() {
        return switch (this) {
            case ALIAS,
                    CONNECTION,
                    PROXY_CONNECTION,
                    PROXY_AUTHORIZATION,
                    PROXY_AUTHENTICATE,
                    KEEP_ALIVE,
                    TE,
                    TRANSFER_ENCODING,
                    UPGRADE,
                    TRAILER -> true;
            default -> false;
        };
    }

    /** Fields that a Connection field may not take away: message framing, routing, authentication. */
    boolean isProtected() {
        return switch (this) {
            case HOST, AUTHORIZATION, CONTENT_LENGTH, TRANSFER_ENCODING, EXPECT -> true;
            default -> false;
        };
    }

    private static FieldName[][] byLength() {
        int longest = 0;
        for (FieldName name : values()) {
            longest = Math.max(longest, name.lowerCase.length);
        }
        FieldName[][] table = new FieldName[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] = java.util.Arrays.stream(values())
                    .filter(name -> wanted > 0 && name.lowerCase.length == wanted)
                    .toArray(FieldName[]::new);
        }
        return table;
    }
}
