package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Slots of a cluster, and the primary that keeps them.
 *
 * @param first the first slot
 * @param last the last slot
 * @param host a name or an address
 * @param port the port, for TLS where the question came over TLS
 */
record SlotRange(long first, long last, String host, int port) {

    boolean has(int slot) {
        return slot >= first && slot <= last;
    }

    /**
     * Reads the answer to CLUSTER SLOTS.
     *
     * @param asked the host that was asked: it names itself by nothing where it does not know better
     */
    static List<SlotRange> parse(List<?> answer, String asked) {
        List<SlotRange> ranges = new ArrayList<>();
        for (Object entry : answer) {
            if (entry instanceof List<?> range
                    && range.size() >= 3
                    && range.get(0) instanceof Long first
                    && range.get(1) instanceof Long last
                    && range.get(2) instanceof List<?> node
                    && node.size() >= 2
                    && node.get(1) instanceof Long port) {
                ranges.add(new SlotRange(first, last, host(node.get(0), asked), port.intValue()));
            }
        }
        return ranges;
    }

    private static String host(Object name, String asked) {
        return name instanceof byte[] bytes && bytes.length > 0 ? new String(bytes, UTF_8) : asked;
    }
}
