package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.config.ProofConfig;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.Fields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.ratelimit.Decision;

/** What an answer that a limiter decided says of the decision, for proofs: when it was made, and by which replica. Immutable. */
public final class ProofFields {

    private static final byte[] DECIDED_AT = "Watertight-Decided-At: ".getBytes(US_ASCII);

    private final boolean decisionTime;

    /** The whole field; empty where there is none. */
    private final byte[] replica;

    public ProofFields(ProofConfig config) {
        decisionTime = config.decisionTime();
        replica =
                (config.replica() == null ? "" : "Watertight-Replica: " + config.replica() + "\r\n").getBytes(US_ASCII);
    }

    /** Takes away what an upstream says in our name. */
    static void drop(Fields fields) {
        fields.drop(FieldName.DECIDED_AT);
        fields.drop(FieldName.REPLICA);
    }

    void write(Decision decision, HeadWriter out) {
        if (decisionTime) {
            writeDecidedAt(decision.decidedAtNanos(), out);
        }
        out.write(replica);
    }

    /** When the limiter decided, in nanoseconds of this host's monotonic clock. */
    private static void writeDecidedAt(long nanos, HeadWriter out) {
        out.write(DECIDED_AT);
        if (nanos < 0) {
            out.write((byte) '-');
        }
        out.writeDecimal(Math.abs(nanos)).crlf();
    }
}
