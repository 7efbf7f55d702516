package io.watertight.gateway.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.config.RateLimitFields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.Quota;
import java.util.concurrent.TimeUnit;

/**
 * What an answer says of a quota: the fields of draft-ietf-httpapi-ratelimit-headers (in the version named by {@link RateLimitFields}) or the customary
 * {@code X-RateLimit-*}, all constant parts prepared. Immutable.
 */
public final class QuotaFields {

    private static final byte[] REMAINING = ";r=".getBytes(US_ASCII);
    private static final byte[] RESET = ";t=".getBytes(US_ASCII);
    private static final byte[] X_REMAINING = "X-RateLimit-Remaining: ".getBytes(US_ASCII);
    private static final byte[] X_RESET = "X-RateLimit-Reset: ".getBytes(US_ASCII);

    private final Quota quota;
    private final RateLimitFields style;
    private final byte[] constant;
    private final byte[] usedUp;
    private final byte[] tooSmall;

    QuotaFields(String policy, Quota quota, RateLimitFields style) {
        this.quota = quota;
        this.style = style;
        long window = ceilSeconds(quota.timeToFullNanos());
        this.constant = (switch (style) {
                    case DRAFT_11 ->
                        "RateLimit-Policy: \"" + policy + "\";q=" + quota.burst() + ";w=" + window + "\r\nRateLimit: \""
                                + policy + "\"";
                    case X_RATELIMIT -> "X-RateLimit-Limit: " + quota.burst() + "\r\n";
                    case OFF -> "";
                })
                .getBytes(US_ASCII);
        this.usedUp = document(policy, "the quota is used up for now");
        this.tooSmall = document(policy, "the request costs more than the quota ever holds");
    }

    private static byte[] document(String policy, String detail) {
        return ("{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\",\"title\":\"Too Many Requests\",\"status\":429,"
                        + "\"detail\":\"" + detail + "\",\"violated-policies\":[\"" + policy + "\"]}")
                .getBytes(US_ASCII);
    }

    public Quota quota() {
        return quota;
    }

    /** True where an answer carries such fields, which then replace those of the upstream. */
    public boolean areWritten() {
        return style != RateLimitFields.OFF;
    }

    /** Writes the fields for that decision, each with its line end; none where nobody knows what is left. */
    public void write(Decision decision, HeadWriter out) {
        if (style == RateLimitFields.OFF) {
            return;
        }
        if (decision instanceof Decision.Admitted admitted) {
            write(admitted.remaining(), admitted.nextPermitNanos(), out);
        } else if (decision instanceof Decision.Denied denied) {
            write(0, denied.retryAfterNanos(), out);
        } else if (decision instanceof Decision.Impossible impossible) {
            write(0, impossible.quota().timeToFullNanos(), out);
        }
    }

    private void write(long remaining, long resetNanos, HeadWriter out) {
        long reset = ceilSeconds(resetNanos);
        out.write(constant);
        if (style == RateLimitFields.DRAFT_11) {
            out.write(REMAINING)
                    .writeDecimal(remaining)
                    .write(RESET)
                    .writeDecimal(reset)
                    .crlf();
        } else {
            out.write(X_REMAINING)
                    .writeDecimal(remaining)
                    .crlf()
                    .write(X_RESET)
                    .writeDecimal(reset)
                    .crlf();
        }
    }

    /** The problem document (RFC 9457) of a request that it has no room for, by that decision; not to be changed. */
    public byte[] exceeded(Decision decision) {
        return decision instanceof Decision.Impossible ? tooSmall : usedUp;
    }

    /**
     * The value of Retry-After in seconds: never 0, and never so early that the client meets a second refusal.
     *
     * @param retryAfterNanos what the decision says
     */
    public static long retryAfterSeconds(long retryAfterNanos) {
        return Math.max(1, ceilSeconds(retryAfterNanos));
    }

    private static long ceilSeconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
