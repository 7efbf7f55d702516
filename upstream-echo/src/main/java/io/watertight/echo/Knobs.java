package io.watertight.echo;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/**
 * What one request asks of its answer, as query parameters of any path. Other parameters are not looked at.
 *
 * <pre>
 * bytes=N          a body of N bytes instead of the echo, 0..1073741824
 * status=N         200..599
 * latency=D        hold the answer back: 50ms, exp:20ms, uniform:10ms-50ms; at most 60s
 * burn=D           then spend D of CPU time on a thread beside the event loop; at most 10s
 * abort=before     close the connection instead of answering
 * abort=midway     close it after half of the body, or after the first byte of a streamed echo
 * chunked=true     chunked, not Content-Length
 * trailer=true     chunked, with a trailer field Echo-Body-Bytes
 * stream=true      echo the body while it arrives, all of it; else the answer starts when the request has ended, and echoes
 *                  the first 65536 bytes
 * </pre>
 *
 * @param bytes body length, or {@link #ECHO}
 * @param burnNanos CPU time to spend, nanoseconds
 */
record Knobs(
        long bytes,
        int status,
        Latency latency,
        long burnNanos,
        Abort abort,
        boolean chunked,
        boolean trailer,
        boolean stream) {

    static final long ECHO = -1;
    static final long MAX_BYTES = 1L << 30;
    static final long MAX_BURN_NANOS = 10_000_000_000L;

    static final Knobs NONE = new Knobs(ECHO, 200, Latency.NONE, 0, Abort.NEVER, false, false, false);

    /** The answer to a request whose knobs cannot be obeyed. */
    static final Knobs REFUSED = new Knobs(ECHO, 400, Latency.NONE, 0, Abort.NEVER, false, false, false);

    enum Abort {
        NEVER,
        BEFORE,
        MIDWAY
    }

    /** @throws KnobException if a knob is given twice, or a value it does not take */
    static Knobs parse(String target) throws KnobException {
        if (target.indexOf('?') < 0) {
            return NONE;
        }
        Map<String, List<String>> query = new QueryStringDecoder(target).parameters();
        long bytes = number(query, "bytes", 0, MAX_BYTES, ECHO);
        boolean stream = flag(query, "stream");
        if (stream && bytes != ECHO) {
            throw new KnobException("stream", "true with bytes=" + bytes, "one of them");
        }
        return new Knobs(
                bytes,
                (int) number(query, "status", 200, 599, 200),
                Latency.parse(value(query, "latency", "0s")),
                burn(value(query, "burn", "0s")),
                abort(value(query, "abort", "")),
                flag(query, "chunked"),
                flag(query, "trailer"),
                stream);
    }

    private static String value(Map<String, List<String>> query, String knob, String absent) throws KnobException {
        List<String> values = query.get(knob);
        if (values == null) {
            return absent;
        }
        if (values.size() > 1) {
            throw new KnobException(knob, String.join(", ", values), "given once");
        }
        return values.getFirst();
    }

    private static long number(Map<String, List<String>> query, String knob, long min, long max, long absent)
            throws KnobException {
        String text = value(query, knob, "");
        if (text.isEmpty() && !query.containsKey(knob)) {
            return absent;
        }
        if (text.matches("\\d{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new KnobException(knob, text, min + ".." + max);
    }

    private static boolean flag(Map<String, List<String>> query, String knob) throws KnobException {
        String text = value(query, knob, "false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new KnobException(knob, text, "true or false");
        };
    }

    private static long burn(String text) throws KnobException {
        Long nanos = DurationText.parseNanos(text);
        if (nanos == null || nanos > MAX_BURN_NANOS) {
            throw new KnobException("burn", text, "a duration such as 5ms, at most 10s");
        }
        return nanos;
    }

    private static Abort abort(String text) throws KnobException {
        return switch (text) {
            case "" -> Abort.NEVER;
            case "before" -> Abort.BEFORE;
            case "midway" -> Abort.MIDWAY;
            default -> throw new KnobException("abort", text, "before or midway");
        };
    }
}
