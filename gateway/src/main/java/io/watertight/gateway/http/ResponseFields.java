package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.wire.HeadWriter;
import io.watertight.ratelimit.Decision;

/** The fields of answers that proofs read. Stateless. */
final class ResponseFields {

    private static final byte[] DECIDED_AT = "Watertight-Decided-At: ".getBytes(US_ASCII);

    private ResponseFields() {}

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
