package io.watertight.bench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server of the bench's own, which keeps nothing on disk, on one port of the loopback address for as long as the
 * bench wants it there: it can be killed, stopped where it stands, emptied and started again. Thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final long BETWEEN_PROBES_MILLIS = 20;

    private final Path program;
    private final Path directory;
    private final RedisAddress address;
    private ManagedProcess process;
    private int starts;

    private RedisServer(Path program, Path directory, int port) throws IOException {
        this.program = program;
        this.directory = directory;
        this.address = new RedisAddress("127.0.0.1", port, null, 0);
        this.process = launch();
    }

    /**
     * Starts a server on a free port and waits until it answers.
     *
     * @param program such as {@link RedisBinary} finds
     * @param directory where its output goes
     * @throws IOException if it does not start; the message has its last words
     */
    public static RedisServer start(Path program, Path directory) throws IOException, InterruptedException {
        RedisServer server =
                new RedisServer(program, directory, FreePorts.find(1).getFirst());
        server.awaitAnswer();
        return server;
    }

    public RedisAddress address() {
        return address;
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** Kills it (SIGKILL), with all it knows, and waits until it is gone. */
    public synchronized void kill() throws InterruptedException {
        process.kill();
    }

    /** Asks it to end (SIGTERM), and waits until it is gone; it takes nothing with it. */
    public synchronized void stop() throws InterruptedException {
        process.stop(STOP);
    }

    /**
     * Starts it again, empty, and waits until it answers.
     *
     * @throws IOException if it does not start
     */
    public synchronized void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitAnswer();
    }

    /** Stops it where it stands (SIGSTOP): connections stay, and nothing is answered. */
    public synchronized void pause() throws IOException, InterruptedException {
        process.pause();
    }

    /** Lets it go on. */
    public synchronized void resume() throws IOException, InterruptedException {
        process.resume();
    }

    /** Empties it. */
    public void flush() throws IOException {
        try (Resp connection = Resp.connect(address, ANSWER)) {
            connection.call("FLUSHALL");
        }
    }

    private ManagedProcess launch() throws IOException {
        String name = "redis-" + starts++;
        return ManagedProcess.start(new Launch(
                name,
                List.of(
                        program.toString(),
                        "--port",
                        Integer.toString(address.port()),
                        "--bind",
                        address.host(),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no"),
                directory.resolve(name + ".log")));
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (Resp connection = Resp.connect(address, PROBE)) {
                connection.call("PING");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() - end > 0) {
                    process.close();
                    throw new IOException(
                            process.name() + " does not answer at " + address + "; see " + process.output(), e);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
            }
        }
    }

    /** Kills it if it is still there. */
    @Override
    public synchronized void close() {
        process.close();
    }
}
