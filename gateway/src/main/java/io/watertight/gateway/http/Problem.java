package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.wire.HeadWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** A problem document (RFC 9457) and the answer around it, prepared, so that to say no costs no more than the buffer it is said in. Immutable. */
final class Problem {

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(404, "Not Found"),
            Map.entry(408, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    private static final byte[] CONTENT =
            "Content-Type: application/problem+json\r\nContent-Length: ".getBytes(US_ASCII);

    private final byte[] statusLine;
    private final byte[] fields;
    private final byte[] document;

    /**
     * One that has no type of its own.
     *
     * @param fields header lines, each with its end
     * @param detail one sentence; needs no escaping
     */
    Problem(int status, String detail, String fields) {
        String reason = REASONS.getOrDefault(status, "Error");
        this.statusLine = ("HTTP/1.1 " + status + " " + reason + "\r\n").getBytes(US_ASCII);
        this.fields = fields.getBytes(US_ASCII);
        this.document = ("{\"type\":\"about:blank\",\"title\":\"" + reason + "\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\"}")
                .getBytes(US_ASCII);
    }

    /** One for each reason there can be. */
    static <E extends Enum<E>> Map<E, Problem> forEach(Class<E> reasons, Function<E, Problem> problem) {
        Map<E, Problem> all = new EnumMap<>(reasons);
        Arrays.stream(reasons.getEnumConstants()).forEach(reason -> all.put(reason, problem.apply(reason)));
        return all;
    }

    /** Begins the answer; fields may be written, then comes {@link #finish}. */
    HeadWriter start(LoopContext loop, Ending ending) {
        return loop.writer()
                .write(statusLine)
                .write(loop.date())
                .write(ending.connectionField())
                .write(fields);
    }

    /** Ends the answer that was begun. */
    ByteBuf finish(HeadWriter out, ByteBufAllocator allocator, Ending ending) {
        return finish(out, allocator, ending, document);
    }

    /** The same with a document that says more. */
    static ByteBuf finish(HeadWriter out, ByteBufAllocator allocator, Ending ending, byte[] document) {
        out.write(CONTENT).writeDecimal(document.length).crlf().crlf();
        if (!ending.withoutBody()) {
            out.write(document);
        }
        return out.toBuffer(allocator, 0);
    }

    /** The whole answer. */
    ByteBuf answer(LoopContext loop, ByteBufAllocator allocator, Ending ending) {
        return finish(start(loop, ending), allocator, ending);
    }
}
