package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.Fields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.RequestHead;
import java.util.concurrent.ThreadLocalRandom;

/**
 * W3C Trace Context: a valid {@code traceparent} is carried on as it is, since the gateway records no span of its own; in place of none, two, or an invalid one
 * a new trace begins, unsampled, and the orphaned {@code tracestate} is left out. Stateless.
 */
final class TraceContext {

    private static final byte[] PREFIX = "traceparent: 00-".getBytes(US_ASCII);
    private static final byte[] SUFFIX = "-00\r\n".getBytes(US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int LENGTH = 55;

    private TraceContext() {}

    /** Writes the field of a trace that begins here. */
    static void writeNew(HeadWriter out) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        out.write(PREFIX);
        writeHex(random.nextLong() | 1, out);
        writeHex(random.nextLong(), out);
        out.write((byte) '-');
        writeHex(random.nextLong() | 1, out);
        out.write(SUFFIX);
    }

    /** True where the request has one valid {@code traceparent}. */
    static boolean isCarriedOn(RequestHead head) {
        Fields fields = head.fields();
        int index = fields.find(FieldName.TRACEPARENT, 0);
        return index >= 0
                && fields.find(FieldName.TRACEPARENT, index + 1) < 0
                && isValid(head.bytes(), fields.valueStart(index), fields.valueEnd(index));
    }

    /** {@code 00-<32 hex>-<16 hex>-<2 hex>}, lower case, neither identifier all zero; later versions may be longer. */
    private static boolean isValid(byte[] b, int from, int to) {
        int length = to - from;
        if (length < LENGTH || b[from + 2] != '-' || b[from + 35] != '-' || b[from + 52] != '-') {
            return false;
        }
        boolean version00 = b[from] == '0' && b[from + 1] == '0';
        boolean versionFf = b[from] == 'f' && b[from + 1] == 'f';
        if (versionFf || (version00 ? length != LENGTH : length > LENGTH && b[from + LENGTH] != '-')) {
            return false;
        }
        return isHex(b, from, from + 2)
                && isHex(b, from + 3, from + 35)
                && isHex(b, from + 36, from + 52)
                && isHex(b, from + 53, from + 55)
                && !isZero(b, from + 3, from + 35)
                && !isZero(b, from + 36, from + 52);
    }

    private static boolean isHex(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!((b[i] >= '0' && b[i] <= '9') || (b[i] >= 'a' && b[i] <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] != '0') {
                return false;
            }
        }
        return true;
    }

    private static void writeHex(long value, HeadWriter out) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            out.write(HEX[(int) (value >>> shift) & 0xf]);
        }
    }
}
