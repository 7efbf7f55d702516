package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.watertight.gateway.admission.QuotaFields;
import io.watertight.gateway.jwt.JwtRejection;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.upstream.UpstreamFailure;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.Refusal;
import io.watertight.ratelimit.Decision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers that are the gateway's own, each a problem document (RFC 9457). Nothing of the request is repeated in them. Stateless. */
final class Answers {

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
    private static final byte[] RETRY_AFTER = "Retry-After: ".getBytes(US_ASCII);

    /** Of an answer to what may not even be a request. */
    private static final Ending LAST = new Ending(true, true, false);

    private Answers() {}

    /** 404. */
    static ByteBuf noRoute(LoopContext loop, ByteBufAllocator allocator, Ending ending) {
        return problem(loop, allocator, ending, 404, "no route matches", "");
    }

    /** 408, after which nothing can be said on the connection. */
    static ByteBuf headTimedOut(LoopContext loop, ByteBufAllocator allocator) {
        return problem(loop, allocator, LAST, 408, "the request's head did not come in time", "");
    }

    /** What the framing gate has refused, after which nothing can be said on the connection. */
    static ByteBuf refused(LoopContext loop, ByteBufAllocator allocator, Refusal refusal) {
        return problem(loop, allocator, LAST, refusal.status(), refusal.detail(), "");
    }

    /** The status code of an answer made here. */
    static int statusOf(ByteBuf answer) {
        int at = answer.readerIndex() + 9;
        return (answer.getByte(at) - '0') * 100 + (answer.getByte(at + 1) - '0') * 10 + answer.getByte(at + 2) - '0';
    }

    /** 502, 503 or 504, where the upstream gave no answer. */
    static ByteBuf upstreamFailed(
            LoopContext loop, ByteBufAllocator allocator, Ending ending, UpstreamFailure failure) {
        int status = switch (failure) {
            case UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
            case CONNECT, CLOSED, PROTOCOL -> 502;
        };
        String detail = switch (failure) {
            case UNAVAILABLE -> "no upstream connection is available";
            case TIMEOUT -> "the upstream did not answer in time";
            case CONNECT -> "the upstream could not be reached";
            case CLOSED -> "the upstream closed the connection without an answer";
            case PROTOCOL -> "the upstream's answer is not valid HTTP";
        };
        return problem(loop, allocator, ending, status, detail, status == 503 ? "Retry-After: 1\r\n" : "");
    }

    /** 401 or 400 as RFC 6750, section 3.1, has it; {@code rejection} is null where there were no credentials at all. */
    static ByteBuf unauthenticated(
            LoopContext loop, ByteBufAllocator allocator, Ending ending, @Nullable JwtRejection rejection) {
        if (rejection == null) {
            return problem(loop, allocator, ending, 401, "a bearer token is required", "WWW-Authenticate: Bearer\r\n");
        }
        String description = rejection.description();
        return problem(
                loop,
                allocator,
                ending,
                401,
                description,
                "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"" + description + "\"\r\n");
    }

    static ByteBuf malformedCredentials(LoopContext loop, ByteBufAllocator allocator, Ending ending) {
        return problem(
                loop,
                allocator,
                ending,
                400,
                "exactly one well-formed Authorization field is required",
                "WWW-Authenticate: Bearer error=\"invalid_request\"\r\n");
    }

    /** 429 with the quota's fields and, unless it can never succeed, the time to come back. */
    static ByteBuf limited(
            LoopContext loop,
            ByteBufAllocator allocator,
            Ending ending,
            QuotaFields quota,
            Decision decision,
            ProofFields proof) {
        byte[] body =
                ("{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\",\"title\":\"Too Many Requests\",\"status\":429,"
                                + "\"detail\":\""
                                + (decision instanceof Decision.Impossible
                                        ? "the request costs more than the quota ever holds"
                                        : "the quota is used up for now")
                                + "\",\"violated-policies\":[\"" + quota.policy() + "\"]}")
                        .getBytes(US_ASCII);
        HeadWriter out = start(loop, ending, 429);
        if (decision instanceof Decision.Denied denied) {
            out.write(RETRY_AFTER)
                    .writeDecimal(QuotaFields.retryAfterSeconds(denied.retryAfterNanos()))
                    .crlf();
        }
        quota.write(decision, out);
        proof.write(decision, out);
        return finish(out, allocator, ending, body);
    }

    /** 503 where the limiter's store does not answer and nothing may be admitted without it. */
    static ByteBuf undecided(
            LoopContext loop,
            ByteBufAllocator allocator,
            Ending ending,
            Decision.Unavailable decision,
            ProofFields proof) {
        HeadWriter out = start(loop, ending, 503);
        out.write(RETRY_AFTER)
                .writeDecimal(QuotaFields.retryAfterSeconds(decision.retryAfterNanos()))
                .crlf();
        proof.write(decision, out);
        return finish(out, allocator, ending, document(503, "the rate limiter's store is not available"));
    }

    private static ByteBuf problem(
            LoopContext loop, ByteBufAllocator allocator, Ending ending, int status, String detail, String fields) {
        return finish(start(loop, ending, status).write(fields), allocator, ending, document(status, detail));
    }

    private static byte[] document(int status, String detail) {
        return ("{\"type\":\"about:blank\",\"title\":\"" + REASONS.get(status) + "\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\"}")
                .getBytes(US_ASCII);
    }

    private static HeadWriter start(LoopContext loop, Ending ending, int status) {
        HeadWriter out = loop.writer();
        out.write("HTTP/1.1 ")
                .writeDecimal(status)
                .write((byte) ' ')
                .write(REASONS.getOrDefault(status, "Error"))
                .crlf();
        return out.write(loop.date()).write(ending.connectionField());
    }

    private static ByteBuf finish(HeadWriter out, ByteBufAllocator allocator, Ending ending, byte[] body) {
        out.write(CONTENT).writeDecimal(body.length).crlf().crlf();
        if (!ending.withoutBody()) {
            out.write(body);
        }
        return out.toBuffer(allocator, 0);
    }
}
