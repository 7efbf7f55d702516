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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The answers that are the gateway's own, each a problem document (RFC 9457). Nothing of the request is repeated in them. Stateless. */
final class Answers {

    private static final byte[] RETRY_AFTER = "Retry-After: ".getBytes(US_ASCII);

    /** Of an answer to what may not even be a request. */
    private static final Ending LAST = new Ending(true, true, false);

    private static final Ending LAST_TO_HEAD = new Ending(true, true, true);

    private static final Problem NO_ROUTE = new Problem(404, "no route matches", "");
    private static final Problem HEAD_TIMED_OUT = new Problem(408, "the request's head did not come in time", "");
    private static final Problem NO_CREDENTIALS =
            new Problem(401, "a bearer token is required", "WWW-Authenticate: Bearer\r\n");
    private static final Problem MALFORMED_CREDENTIALS = new Problem(
            400,
            "exactly one well-formed Authorization field is required",
            "WWW-Authenticate: Bearer error=\"invalid_request\"\r\n");
    private static final Problem LIMITED = new Problem(429, "the quota is used up for now", "");
    private static final Problem UNDECIDED = new Problem(503, "the rate limiter's store is not available", "");
    private static final Map<Refusal, Problem> REFUSED =
            Problem.forEach(Refusal.class, refusal -> new Problem(refusal.status(), refusal.detail(), ""));
    private static final Map<JwtRejection, Problem> REJECTED = Problem.forEach(
            JwtRejection.class,
            rejection -> new Problem(
                    401,
                    rejection.description(),
                    "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"" + rejection.description()
                            + "\"\r\n"));
    private static final Map<UpstreamFailure, Problem> UPSTREAM_FAILED =
            Problem.forEach(UpstreamFailure.class, Answers::upstreamFailed);

    private Answers() {}

    private static Problem upstreamFailed(UpstreamFailure failure) {
        return switch (failure) {
            case UNAVAILABLE -> new Problem(503, "no upstream connection is available", "Retry-After: 1\r\n");
            case TIMEOUT -> new Problem(504, "the upstream did not answer in time", "");
            case CONNECT -> new Problem(502, "the upstream could not be reached", "");
            case CLOSED -> new Problem(502, "the upstream closed the connection without an answer", "");
            case PROTOCOL -> new Problem(502, "the upstream's answer is not valid HTTP", "");
        };
    }

    private static Problem of(Map<?, Problem> problems, Object reason) {
        return Objects.requireNonNull(problems.get(reason), "every reason has its problem");
    }

    /** 404. */
    static ByteBuf noRoute(LoopContext loop, ByteBufAllocator allocator, Ending ending) {
        return NO_ROUTE.answer(loop, allocator, ending);
    }

    /** 408, after which nothing can be said on the connection. */
    static ByteBuf headTimedOut(LoopContext loop, ByteBufAllocator allocator, boolean withoutBody) {
        return HEAD_TIMED_OUT.answer(loop, allocator, withoutBody ? LAST_TO_HEAD : LAST);
    }

    /** What the framing gate has refused, after which nothing can be said on the connection. */
    static ByteBuf refused(LoopContext loop, ByteBufAllocator allocator, Refusal refusal, boolean withoutBody) {
        return of(REFUSED, refusal).answer(loop, allocator, withoutBody ? LAST_TO_HEAD : LAST);
    }

    /** The status code of an answer made here. */
    static int statusOf(ByteBuf answer) {
        int at = answer.readerIndex() + 9;
        return (answer.getByte(at) - '0') * 100 + (answer.getByte(at + 1) - '0') * 10 + answer.getByte(at + 2) - '0';
    }

    /** 502, 503 or 504, where the upstream gave no answer. */
    static ByteBuf upstreamFailed(
            LoopContext loop, ByteBufAllocator allocator, Ending ending, UpstreamFailure failure) {
        return of(UPSTREAM_FAILED, failure).answer(loop, allocator, ending);
    }

    /** 401 or 400 as RFC 6750, section 3.1, has it; {@code rejection} is null where there were no credentials at all. */
    static ByteBuf unauthenticated(
            LoopContext loop, ByteBufAllocator allocator, Ending ending, @Nullable JwtRejection rejection) {
        Problem problem = rejection == null ? NO_CREDENTIALS : of(REJECTED, rejection);
        return problem.answer(loop, allocator, ending);
    }

    static ByteBuf malformedCredentials(LoopContext loop, ByteBufAllocator allocator, Ending ending) {
        return MALFORMED_CREDENTIALS.answer(loop, allocator, ending);
    }

    /** 429 with the quota's fields and, unless it can never succeed, the time to come back. */
    static ByteBuf limited(
            LoopContext loop,
            ByteBufAllocator allocator,
            Ending ending,
            QuotaFields quota,
            Decision decision,
            ProofFields proof) {
        HeadWriter out = LIMITED.start(loop, ending);
        if (decision instanceof Decision.Denied denied) {
            out.write(RETRY_AFTER)
                    .writeDecimal(QuotaFields.retryAfterSeconds(denied.retryAfterNanos()))
                    .crlf();
        }
        quota.write(decision, out);
        proof.write(decision, out);
        return Problem.finish(out, allocator, ending, quota.exceeded(decision));
    }

    /** 503 where the limiter's store does not answer and nothing may be admitted without it. */
    static ByteBuf undecided(
            LoopContext loop,
            ByteBufAllocator allocator,
            Ending ending,
            Decision.Unavailable decision,
            ProofFields proof) {
        HeadWriter out = UNDECIDED.start(loop, ending);
        out.write(RETRY_AFTER)
                .writeDecimal(QuotaFields.retryAfterSeconds(decision.retryAfterNanos()))
                .crlf();
        proof.write(decision, out);
        return UNDECIDED.finish(out, allocator, ending);
    }
}
