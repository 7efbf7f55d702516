package io.watertight.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.start.AotCache;
import java.util.Base64;
import java.util.Map;

/**
 * What all contestants are given alike.
 *
 * @param secret the text that tokens are signed with
 * @param upstream {@code HOST:PORT}
 * @param windowSeconds the time that the limits are over
 * @param heapMegabytes the heap of each JVM
 * @param redisPort where a Redis listens, 0 where there is none
 */
record Setup(String secret, String upstream, int windowSeconds, int heapMegabytes, int redisPort) {
    /** The limit that load at saturation never reaches, for each subject and window. */
    static final int LIMIT = 1_000_000;

    /** The limit that the pre-flight and the rolling subjects meet, for each subject and window. */
    static final int STRICT = 10;

    static final String KEY_ID = "compare";

    private static final int MAX_SUBJECTS = 4_000_000;
    private static final int TABLE_MEGABYTES = 512;

    /** What placeholders stand for in every folder. */
    Map<String, String> values() {
        return Map.ofEntries(
                Map.entry("secret", secret),
                Map.entry("secretBase64", base64(Base64.getUrlEncoder().withoutPadding())),
                Map.entry("secretPlainBase64", base64(Base64.getEncoder())),
                Map.entry("keyId", KEY_ID),
                Map.entry("upstream", upstream),
                Map.entry("upstreamHost", upstream.substring(0, upstream.indexOf(':'))),
                Map.entry("upstreamPort", upstream.substring(upstream.indexOf(':') + 1)),
                Map.entry("window", Integer.toString(windowSeconds)),
                Map.entry("limit", Integer.toString(LIMIT)),
                Map.entry("strict", Integer.toString(STRICT)),
                Map.entry("heap", heapMegabytes + "m"),
                Map.entry("redis", Integer.toString(redisPort)),
                Map.entry("maxSubjects", Integer.toString(MAX_SUBJECTS)),
                Map.entry("tableMegabytes", Integer.toString(TABLE_MEGABYTES)),
                Map.entry("java", System.getProperty("java.home") + "/bin/java"),
                Map.entry("classpath", System.getProperty("java.class.path")),
                // a JVM whose cache is not there starts without one
                Map.entry("aotCache", AotCache.gatewayFile().orElse("none")));
    }

    private String base64(Base64.Encoder encoder) {
        return encoder.encodeToString(secret.getBytes(US_ASCII));
    }
}
