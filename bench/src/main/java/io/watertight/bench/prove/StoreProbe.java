package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.cluster.Resp;
import io.watertight.bench.proof.StoreSample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bucket keys in a Redis, and looks at when they end. It walks the keys (SCAN), so it sees every key that is there
 * all the time that it takes, and none that has expired. Not thread-safe.
 */
final class StoreProbe implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final String KEYS_AT_ONCE = "1000";

    /** What PTTL answers for a key without an end; for one that is gone it is less. */
    private static final long UNENDING = -1;

    private final RedisAddress address;
    private final String pattern;
    private @Nullable Resp connection;

    /** @param prefix what the gateways' keys begin with; a bucket's goes on with a tag in braces and a colon */
    StoreProbe(RedisAddress address, String prefix) {
        this.address = address;
        this.pattern = prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "{*}:*";
    }

    /**
     * One reading now.
     *
     * @throws IOException if the store does not answer
     */
    StoreSample read() throws IOException {
        try {
            Resp store = connection != null ? connection : Resp.connect(address, ANSWER);
            connection = store;
            return read(store);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private StoreSample read(Resp store) throws IOException {
        long asked = System.nanoTime();
        Set<String> seen = new HashSet<>();
        long buckets = 0;
        long unending = 0;
        long longestMillis = 0;
        String cursor = "0";
        do {
            List<?> page = list(store.call("SCAN", cursor, "MATCH", pattern, "COUNT", KEYS_AT_ONCE));
            cursor = String.valueOf(page.getFirst());
            List<String[]> questions = new ArrayList<>();
            for (Object key : list(page.getLast())) {
                if (seen.add(String.valueOf(key))) {
                    questions.add(new String[] {"PTTL", String.valueOf(key)});
                }
            }
            for (Object answer : store.callAll(questions)) {
                long millis = answer instanceof Long ttl ? ttl : 0;
                if (millis >= UNENDING) {
                    buckets++;
                    unending += millis == UNENDING ? 1 : 0;
                    longestMillis = Math.max(longestMillis, millis);
                }
            }
        } while (!cursor.equals("0"));
        return new StoreSample(
                asked, System.nanoTime(), buckets, unending, TimeUnit.MILLISECONDS.toNanos(longestMillis));
    }

    private static List<?> list(@Nullable Object answer) throws IOException {
        if (answer instanceof List<?> list) {
            return list;
        }
        throw new IOException("the store answered something that is no list");
    }

    @Override
    public void close() {
        Resp open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // nothing is lost with it
            }
        }
    }
}
