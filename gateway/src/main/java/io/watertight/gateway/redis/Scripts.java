package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What runs inside Redis, one atomic step each. Needs Redis 6.2 or Valkey.
 *
 * <h2>Time</h2>
 *
 * Times are microseconds of the server's clock: nanoseconds since 1970 do not fit Lua's numbers, which are exact to 2^53. A bucket is its TAT, and the D
 * of the charge that made it, in decimal. It expires at the TAT rounded up to the millisecond, absolute, so that it is never gone before it is full. The server's clock
 * may be set. A TAT that is further away than that D shows that it was set back, and is cut, for good: so a clock set back locks a subject out for at most D. It is not
 * cut to the D of whoever asks now: a subject that comes under two tiers in turn would be given the difference again and again. A clock set forward by J gives at most
 * min(b, J/T).
 *
 * <h2>Memory</h2>
 *
 * A store that lost what it knew (flushed, restarted, replaced by a replica that had not heard of everything) must not hand out what it does not know of. Beside
 * the buckets of each tag there is an <em>epoch</em>: the run_id of the server process that these buckets were charged in, and the instant it began to keep them.
 * Each script is told the run_id of the process its connection leads to. Where the epoch is missing, or is another process's, or lies in the future, it begins now,
 * and from then on a bucket of this tag is at best as if it had been empty at that instant: TAT = max(TAT, epoch + D). That is an upper bound of what the TAT
 * would be, had nothing been forgotten, so nothing is ever given twice; after D it is no restriction. The epoch and the bucket are in one slot of a cluster and
 * changed in one step, so there is no moment at which the loss is not noticed.
 */
final class Scripts {

    /** In hexadecimal digits. */
    static final int RUN_ID_LENGTH = 40;

    /** Times and prices are less than this in microseconds (142 years); a sum of two with the time since 1970 is exact in Lua. */
    static final long MAX_MICROS = 1L << 52;

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            """;

    /** Begins the epochs of all KEYS that have none of this process; ARGV: run_id. Returns 1. */
    static final Script CLAIM = new Script(NOW + """
            for _, key in ipairs(KEYS) do
              local epoch = redis.call('GET', key)
              if not epoch or string.sub(epoch, 1, 40) ~= ARGV[1] or tonumber(string.sub(epoch, 41)) > now then
                redis.call('SET', key, ARGV[1] .. string.format('%.0f', now))
              end
            end
            return 1
            """);

    /**
     * Charges. KEYS: bucket, epoch; ARGV: run_id, T, D, least units, most units. Returns the units charged, the room left, the TAT; or 0, after how long the least
     * would fit, and 1 where this call began the epoch.
     */
    static final Script CHARGE = new Script(NOW + """
            local interval, capacity = tonumber(ARGV[2]), tonumber(ARGV[3])
            local found = redis.call('MGET', KEYS[1], KEYS[2])
            local epoch, begun = nil, 0
            if found[2] and string.sub(found[2], 1, 40) == ARGV[1] then
              epoch = tonumber(string.sub(found[2], 41))
            end
            if not epoch or epoch > now then
              epoch, begun = now, 1
              redis.call('SET', KEYS[2], ARGV[1] .. string.format('%.0f', now))
            end
            local tat, limit = math.max(epoch + capacity, now), now + capacity
            if found[1] then
              local stored, span = string.match(found[1], '^(%d+):(%d+)$')
              tat, limit = math.max(tat, tonumber(stored)), math.max(limit, now + span)
            end
            local back = tat > limit
            tat = math.min(tat, limit)
            local units = math.min(math.floor((now + capacity - tat) / interval), tonumber(ARGV[5]))
            if units < tonumber(ARGV[4]) then
              if back then
            """ + keep("limit - now") + """
              end
              return {0, tat + ARGV[4] * interval - capacity - now, begun}
            end
            tat = tat + units * interval
            """ + keep("capacity") + """
            return {units, now + capacity - tat, tat}
            """);

    /**
     * Gives back. KEYS: bucket, epoch; ARGV: run_id, units * T, the TAT after the grant. As if the grant had been smaller: what was charged after it is added to
     * what it would have led to. A bucket that has been full since shows nothing of the grant any more, and is left alone. Returns 1, or 0 where nothing changed.
     */
    static final Script GIVE_BACK = new Script(NOW + """
            local found, grant = redis.call('MGET', KEYS[1], KEYS[2]), tonumber(ARGV[3])
            if not found[1] or not found[2] or string.sub(found[2], 1, 40) ~= ARGV[1] then
              return 0
            end
            local stored, span = string.match(found[1], '^(%d+):(%d+)$')
            local tat = tonumber(stored)
            if now > grant or tat < grant then
              return 0
            end
            tat = math.max(grant - tonumber(ARGV[2]), now) + tat - grant
            if tat > now then
            """ + keep("span") + """
            else
              redis.call('DEL', KEYS[1])
            end
            return 1
            """);

    private Scripts() {}

    /** Lua that keeps the TAT in the bucket, and how far it can have been away. */
    private static String keep(String span) {
        return """
               redis.call('SET', KEYS[1], string.format('%.0f:%.0f', tat, SPAN), 'PXAT', string.format('%.0f', math.ceil(tat / 1000)))
               """.replace("SPAN", span);
    }

    /** A script, and the name that a server which has seen it knows it by. */
    static final class Script {

        private final byte[] text;
        private final byte[] sha1;

        private Script(String text) {
            this.text = text.getBytes(US_ASCII);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(this.text);
                this.sha1 = HexFormat.of().formatHex(digest).getBytes(US_ASCII);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-1", e);
            }
        }

        /** The text; not to be changed. */
        byte[] text() {
            return text;
        }

        /** The SHA-1 of the text in hexadecimal digits; not to be changed. */
        byte[] sha1() {
            return sha1;
        }
    }
}
