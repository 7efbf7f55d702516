package io.watertight.gateway.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A way to set the wall clock of a test's Redis, and of nothing else. */
enum WallClock {
    /** The server runs on libfaketime, and reads the time from a file. */
    BY_FAKETIME {
        @Override
        RedisProcess start(Path directory) {
            Path offset = directory.resolve("offset");
            write(offset, Duration.ZERO);
            return RedisProcess.prepare(RedisBinary.any(), directory)
                    .with("LD_PRELOAD", String.valueOf(PRELOAD))
                    .with("FAKETIME_TIMESTAMP_FILE", offset.toString())
                    .with("FAKETIME_NO_CACHE", "1")
                    .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                    .with("DONT_FAKE_MONOTONIC", "1")
                    .start();
        }

        @Override
        void set(RedisProcess redis, Path directory, Duration jump) {
            long before = seconds(redis);
            write(directory.resolve("offset"), jump);
            Await.until("the clock is set", () -> Math.abs(seconds(redis) - before - jump.toSeconds()) <= 60);
        }
    },

    /** All that is remembered is moved the other way, which comes to the same. */
    BY_MOVING_WHAT_IS_REMEMBERED {
        @Override
        RedisProcess start(Path directory) {
            return RedisProcess.start(directory);
        }

        @Override
        void set(RedisProcess redis, Path directory, Duration jump) {
            Object done = redis.command("EVAL", """
                    for _, key in ipairs(redis.call('KEYS', 'wt:*')) do
                      local value = redis.call('GET', key)
                      local before, instant, after = '', string.match(value, '^(%d+)(:%d+)$')
                      if not instant then
                        before, instant, after = string.sub(value, 1, 40), string.sub(value, 41), ''
                      end
                      local left = redis.call('PTTL', key)
                      redis.call('SET', key, before .. string.format('%.0f', math.max(instant - ARGV[1] * 1000, 1)) .. after)
                      if left >= 0 then
                        redis.call('PEXPIRE', key, math.floor(left - ARGV[1]))
                      end
                    end
                    return 'OK'
                    """, "0", Long.toString(jump.toMillis()));
            if (!"OK".equals(done)) {
                throw new AssertionError(done);
            }
        }
    };

    private static final Path LIBRARY = Path.of("faketime", "libfaketime.so.1");
    private static final Path LIBC = Path.of("libc.so.6");

    /** libfaketime, and libc before any other allocator: jemalloc asks for the time before libfaketime knows it. Null where they are not to be had. */
    private static final @Nullable String PRELOAD = preload();

    /** Those that can be had here. */
    static List<WallClock> available() {
        return PRELOAD == null ? List.of(BY_MOVING_WHAT_IS_REMEMBERED) : List.of(values());
    }

    /** Starts a server whose clock can be set. */
    abstract RedisProcess start(Path directory);

    /** Sets it, once, so far from the real one. */
    abstract void set(RedisProcess redis, Path directory, Duration jump);

    private static @Nullable String preload() {
        try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
            return directories
                    .filter(directory ->
                            Files.isReadable(directory.resolve(LIBRARY)) && Files.isReadable(directory.resolve(LIBC)))
                    .map(directory -> directory.resolve(LIBRARY) + " " + directory.resolve(LIBC))
                    .filter(WallClock::works)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean works(String preload) {
        ProcessBuilder version =
                new ProcessBuilder(RedisBinary.any().file().toString(), "--version").redirectErrorStream(true);
        version.environment().put("LD_PRELOAD", preload);
        try {
            Process process = version.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && !said.contains("faketime") && !said.contains("ld.so");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Path file, Duration offset) {
        try {
            Path next = Files.writeString(file.resolveSibling("offset.next"), "%+d\n".formatted(offset.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long seconds(RedisProcess redis) {
        return redis.command("TIME") instanceof List<?> time ? Long.parseLong(String.valueOf(time.getFirst())) : 0;
    }
}
