package io.watertight.bench.k6;

import java.nio.file.Path;
import java.util.Map;

/** Where tools are kept that were built on request: in the user's cache, which outlives a build of the project. Stateless. */
final class ToolCache {
    private ToolCache() {}

    /** The folder of all tools, by the XDG base directory rules; it need not exist. */
    static Path folder(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // a relative path there is to be ignored
        Path base = cache.startsWith("/") ? Path.of(cache) : Path.of(environment.getOrDefault("HOME", "."), ".cache");
        return base.resolve("watertight").resolve("tools");
    }

    /** Where k6 is, once it is installed. */
    static Path k6(Map<String, String> environment) {
        return folder(environment).resolve("k6-" + K6Binary.PINNED);
    }
}
