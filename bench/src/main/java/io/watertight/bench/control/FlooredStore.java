package io.watertight.bench.control;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.cluster.Resp;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in Redis as a plain reading of the guarantees would have them, GCRA in one script, with a time to live in whole
 * units. Rounded up it is correct, in any unit. Rounded down, a bucket that is full in less than a unit is never kept, and a
 * subject that is admitted at once again is limited by nothing. One connection, one charge after the other, on a thread of
 * its own. Safe for use by many threads.
 */
final class FlooredStore implements RemoteStore {

    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** KEYS: bucket; ARGV: T and D in microseconds, least and most units, the unit of the time to live in seconds, 1 to round down. */
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local interval, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
            local tat = math.min(math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now), now + capacity)
            local units = math.min(math.floor((now + capacity - tat) / interval), tonumber(ARGV[4]))
            if units < tonumber(ARGV[3]) then
              return {0, tat + ARGV[3] * interval - capacity - now}
            end
            tat = tat + units * interval
            local life = (tat - now) / 1000000 / ARGV[5]
            life = (ARGV[6] == '1' and math.floor(life) or math.ceil(life)) * ARGV[5]
            if life > 0 then
              redis.call('SET', KEYS[1], string.format('%.0f', tat), 'EX', string.format('%.0f', life))
            else
              redis.call('DEL', KEYS[1])
            end
            return {units, now + capacity - tat, tat}
            """;

    private final RedisAddress address;
    private final String keys;
    private final boolean roundsDown;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("control-store").factory());
    private @Nullable Resp connection;

    /**
     * Does not connect before it must.
     *
     * @param prefix what the keys begin with
     * @param policy whose buckets
     * @param roundsDown whether it has the fault
     */
    FlooredStore(RedisAddress address, String prefix, String policy, boolean roundsDown) {
        this.address = address;
        this.keys = prefix + "{00}:" + policy + ":";
        this.roundsDown = roundsDown;
    }

    @Override
    public void charge(
            SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
        long interval = Math.ceilDiv(unitNanos, 1000);
        long capacity = capacityNanos / unitNanos * interval;
        String[] command = {
            "EVAL",
            SCRIPT,
            "1",
            keys + HexFormat.of().toHexDigits(key.high()) + HexFormat.of().toHexDigits(key.low()),
            Long.toString(interval),
            Long.toString(capacity),
            Long.toString(atLeast),
            Long.toString(atMost),
            "1",
            roundsDown ? "1" : "0"
        };
        try {
            thread.execute(() -> answer(command, then));
        } catch (RejectedExecutionException closed) {
            then.onUnavailable(RemoteFailure.DISCONNECTED);
        }
    }

    private void answer(String[] command, RemoteListener then) {
        List<?> answer;
        try {
            Resp store = connection == null ? Resp.connect(address, ANSWER) : connection;
            connection = store;
            answer = store.call(command) instanceof List<?> list ? list : List.of();
        } catch (IOException e) {
            disconnect();
            then.onUnavailable(RemoteFailure.DISCONNECTED);
            return;
        }
        if (answer.getFirst() instanceof Long units && answer.get(1) instanceof Long micros) {
            if (units > 0 && answer.get(2) instanceof Long tat) {
                then.onGranted(units, micros * 1000, tat);
            } else {
                then.onDenied(Math.max(1, micros * 1000));
            }
        } else {
            then.onUnavailable(RemoteFailure.ERROR);
        }
    }

    private void disconnect() {
        Resp open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it was broken already
            }
        }
    }

    /** Keeps what was granted: nothing is lost by it but room. */
    @Override
    public void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then) {
        then.run();
    }

    @Override
    public void close() {
        thread.execute(this::disconnect);
        thread.shutdown();
    }
}
