package io.watertight.gateway.redis;

import io.watertight.gateway.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A redis-server of a test's own, in a directory of its own, on a free port. */
final class RedisProcess implements AutoCloseable {

    private final RedisBinary binary;
    private final Path directory;
    private final int port;
    private final List<String> arguments;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process process;

    private RedisProcess(RedisBinary binary, Path directory, int port, List<String> arguments) {
        this.binary = binary;
        this.directory = directory;
        this.port = port;
        this.arguments = arguments;
    }

    /** Prepared, not started. */
    static RedisProcess prepare(RedisBinary binary, Path parent, String... arguments) {
        return prepare(binary, parent, FreePort.find(), arguments);
    }

    /** Prepared for a port of the test's choice; a configuration file, given first, has to name it. */
    static RedisProcess prepare(RedisBinary binary, Path parent, int port, String... arguments) {
        try {
            Path directory = Files.createDirectories(parent.resolve("redis-" + port));
            return new RedisProcess(binary, directory, port, List.of(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started, and answering. */
    static RedisProcess start(Path parent, String... arguments) {
        return prepare(RedisBinary.any(), parent, arguments).start();
    }

    RedisProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    RedisProcess start() {
        launch();
        try {
            Await.until("Redis answers", this::answers);
        } catch (AssertionError e) {
            kill();
            throw e;
        }
        return this;
    }

    private boolean answers() {
        try {
            return "PONG".equals(command("PING"));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Started; whether it answers is for others to find out. */
    RedisProcess launch() {
        List<String> command = new ArrayList<>(List.of(binary.file().toString()));
        List<String> defaults = new ArrayList<>(List.of("--dir", directory.toString(), "--bind", "127.0.0.1"));
        if (!arguments.contains("--save")) {
            defaults.addAll(List.of("--save", ""));
        }
        if (arguments.isEmpty() || !arguments.getFirst().endsWith(".conf")) {
            defaults.addAll(List.of("--port", Integer.toString(port)));
            command.addAll(defaults);
            command.addAll(arguments);
        } else {
            command.addAll(arguments);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    Path directory() {
        return directory;
    }

    @Nullable
    Object command(String... words) {
        return Resp.command(port, words);
    }

    /** Names of the keys that match. */
    List<String> keys(String pattern) {
        return command("KEYS", pattern) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** As {@code kill -9}. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** It stays there, accepts connections by its kernel, and never answers. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (process == null) {
            throw new AssertionError("not started");
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectOutput(new File("/dev/null"))
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
