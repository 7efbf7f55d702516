package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.admission.QuotaFields;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.Fields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.ResponseHead;
import io.watertight.ratelimit.Decision;
import org.jspecify.annotations.Nullable;

/** The head of an upstream's response as the client gets it: what of it goes on, and what the gateway says in addition or instead. Stateless. */
final class ResponseFields {

    private static final byte[] DECIDED_AT = "Watertight-Decided-At: ".getBytes(US_ASCII);

    private ResponseFields() {}

    /**
     * Writes the status line and all fields that do not concern the connection itself.
     *
     * @param date the Date field for a response that has none (RFC 9110, section 6.6.1)
     * @param decision null, like {@code quota}, where no limiter decided
     */
    static void write(
            ResponseHead head,
            byte[] date,
            @Nullable Decision decision,
            @Nullable QuotaFields quota,
            boolean decisionTime,
            HeadWriter out) {
        Fields fields = head.fields();
        fields.drop(FieldName.DECIDED_AT);
        if (decision != null && quota != null && quota.areWritten()) {
            fields.drop(FieldName.RATELIMIT);
            fields.drop(FieldName.RATELIMIT_POLICY);
            fields.drop(FieldName.X_RATELIMIT_LIMIT);
            fields.drop(FieldName.X_RATELIMIT_REMAINING);
            fields.drop(FieldName.X_RATELIMIT_RESET);
        }
        head.writeForwarded(out);
        if (fields.find(FieldName.DATE, 0) < 0) {
            out.write(date);
        }
        if (decision != null && quota != null) {
            quota.write(decision, out);
            if (decisionTime) {
                writeDecidedAt(decision, out);
            }
        }
    }

    /** When the limiter decided, in nanoseconds of this host's monotonic clock. */
    static void writeDecidedAt(Decision decision, HeadWriter out) {
        long nanos = decision.decidedAtNanos();
        out.write(DECIDED_AT);
        if (nanos < 0) {
            out.write((byte) '-');
        }
        out.writeDecimal(Math.abs(nanos)).crlf();
    }
}
