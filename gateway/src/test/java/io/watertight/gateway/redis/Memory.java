package io.watertight.gateway.redis;

/** What a Redis remembers, changed behind its clients' backs. */
final class Memory {

    private Memory() {}

    /** As if it had been in use for years: nothing is taken for forgotten any more. */
    static void begunLongAgo(RedisProcess redis) {
        for (String epoch : redis.keys("wt:{??}")) {
            String runId = String.valueOf(redis.command("GET", epoch)).substring(0, Scripts.RUN_ID_LENGTH);
            redis.command("SET", epoch, runId + "1");
        }
    }
}
