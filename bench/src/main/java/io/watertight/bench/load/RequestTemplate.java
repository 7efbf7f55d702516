package io.watertight.bench.load;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of a stream have in common. Immutable.
 *
 * @param method an HTTP method, in capitals
 * @param target path and query, as it goes on the wire
 * @param bodyBytes length of the body, 0..16777216; 0 sends none
 * @param host field {@code Host}; the replica's address and port where null
 * @param token how requests are authorized; not at all where null
 */
public record RequestTemplate(
        String method,
        String target,
        int bodyBytes,
        @Nullable String host,
        @Nullable TokenTemplate token) {
    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
    private static final Pattern TARGET = Pattern.compile("/[!-~]{0,8191}");

    /** @throws IllegalArgumentException naming the component that is out of range */
    public RequestTemplate {
        require(METHOD.matcher(method).matches(), "method: " + method, "a method such as GET");
        require(TARGET.matcher(target).matches(), "target: " + target, "a path such as /api, printable ASCII");
        require(bodyBytes >= 0 && bodyBytes <= MAX_BODY_BYTES, "body: " + bodyBytes, "0.." + MAX_BODY_BYTES);
    }

    /** GET without a body. */
    public static RequestTemplate get(String target, @Nullable TokenTemplate token) {
        return new RequestTemplate("GET", target, 0, null, token);
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (expected: " + expected + ")");
        }
    }
}
