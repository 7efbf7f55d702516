package io.watertight.gateway.redis;

import java.util.concurrent.TimeUnit;

/** Since when a Redis remembers, changed behind its clients' backs. */
final class Memory {

    private Memory() {}

    /** As if it had been in use for years: nothing is taken for forgotten any more. */
    static void begunLongAgo(RedisProcess redis) {
        begun(redis, 1);
    }

    /** As if it had been in use for two hours. */
    static void begunHoursAgo(RedisProcess redis) {
        begun(redis, micros() - TimeUnit.HOURS.toMicros(2));
    }

    /** As if it had been flushed just now. */
    static void begunNow(RedisProcess redis) {
        begun(redis, micros());
    }

    private static long micros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    private static void begun(RedisProcess redis, long micros) {
        for (String epoch : redis.keys("wt:{??}")) {
            String runId = String.valueOf(redis.command("GET", epoch)).substring(0, Scripts.RUN_ID_LENGTH);
            redis.command("SET", epoch, runId + micros);
        }
    }
}
