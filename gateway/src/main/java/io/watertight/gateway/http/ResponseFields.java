package io.watertight.gateway.http;

import io.watertight.gateway.admission.QuotaFields;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.Fields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.ResponseHead;
import io.watertight.ratelimit.Decision;
import org.jspecify.annotations.Nullable;

/** The head of an upstream's response as the client gets it: what of it goes on, and what the gateway says in addition or instead. Stateless. */
final class ResponseFields {

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
            ProofFields proof,
            HeadWriter out) {
        Fields fields = head.fields();
        ProofFields.drop(fields);
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
            proof.write(decision, out);
        }
    }
}
