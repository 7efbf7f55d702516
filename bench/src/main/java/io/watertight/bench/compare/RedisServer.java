package io.watertight.bench.compare;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Redis for the contestants that share their limits; it keeps nothing on disk. */
final class RedisServer implements AutoCloseable {
    static final String BINARY = "redis-server";
    private static final Duration READY = Duration.ofSeconds(10);

    private final ManagedProcess process;
    private final int port;

    private RedisServer(ManagedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static RedisServer start(Path directory, Processors processors) throws IOException, InterruptedException {
        Path binary = SearchPath.find(BINARY).orElseThrow(() -> new IOException(BINARY + " is not on the PATH"));
        int port = Placeholders.freePort();
        List<String> command = List.of(
                binary.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toAbsolutePath().toString());
        ManagedProcess process = ManagedProcess.start(
                new Launch("redis", processors.on(processors.second(), command), directory.resolve("redis.log")));
        try {
            Waiting.until(() -> listens(port), READY, "redis-server");
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
        return new RedisServer(process, port);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }
}
