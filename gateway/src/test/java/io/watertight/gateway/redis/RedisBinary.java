package io.watertight.gateway.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** A real redis-server to run: the one on the PATH, or the one (6.2) that a test library brings along. */
record RedisBinary(String name, Path file) {

    private static final class Embedded {
        private static final Path FILE = unpack();

        private static Path unpack() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().toPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one to use where only one is needed. */
    static RedisBinary any() {
        return all().getFirst();
    }

    /** All there are. */
    static List<RedisBinary> all() {
        Stream<RedisBinary> embedded = Stream.of(new RedisBinary("embedded", Embedded.FILE));
        return Stream.concat(onPath(), embedded).toList();
    }

    private static Stream<RedisBinary> onPath() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .limit(1)
                .map(file -> new RedisBinary("on the PATH", file));
    }

    @Override
    public String toString() {
        return name;
    }
}
