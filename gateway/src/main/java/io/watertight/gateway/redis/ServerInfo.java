package io.watertight.gateway.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param runId names the process, and no other one ever; 40 hexadecimal digits
 * @param version of Redis, or the one that Valkey claims to be compatible with
 * @param clustered whether it is a node of a cluster
 * @param primary whether it takes writes
 * @param evicts whether it removes keys to save memory, and so forgets what subjects have used
 */
record ServerInfo(String runId, String version, boolean clustered, boolean primary, boolean evicts) {

    private static final Pattern UNSUPPORTED = Pattern.compile("(?:[0-5]|6\\.[01])\\..*");

    /** Whether it knows what the scripts use. */
    boolean isSupported() {
        return !UNSUPPORTED.matcher(version).matches();
    }

    /** Reads the answer to INFO; null where it does not say which process it is. */
    static @Nullable ServerInfo parse(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        String runId = fields.get("run_id");
        if (runId == null || runId.length() != Scripts.RUN_ID_LENGTH) {
            return null;
        }
        String policy = fields.getOrDefault("maxmemory_policy", "noeviction");
        return new ServerInfo(
                runId,
                fields.getOrDefault("redis_version", "unknown"),
                "cluster".equals(fields.get("redis_mode")),
                "master".equals(fields.getOrDefault("role", "master")),
                !fields.getOrDefault("maxmemory", "0").equals("0") && !policy.equals("noeviction"));
    }
}
