package io.watertight.bench.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Which program is started where a Redis server is needed. Stateless. */
public final class RedisBinary {
    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    private RedisBinary() {}

    /**
     * The one on the PATH; where there is none, the one that the library brings along, which is written to a temporary file.
     *
     * @param environment the environment variables
     * @throws IOException if there is neither; the message says what to do
     */
    public static Path find(Map<String, String> environment) throws IOException {
        Optional<Path> installed = onPath(environment.getOrDefault("PATH", ""));
        if (installed.isPresent()) {
            return installed.get();
        }
        try {
            return ExecutableProvider.newJarResourceProvider().get().toPath();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "no redis-server on the PATH, and none for this machine in the library (install redis-server, or"
                            + " name a server by --redis)",
                    e);
        }
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
