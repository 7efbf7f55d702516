package io.watertight.bench.compare;

import io.watertight.bench.cluster.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks with wrk, on one thread. */
final class WrkClient implements SaturatingClient {
    static final String BINARY = "wrk";
    private static final String SCRIPT = "wrk.lua";

    private final Path binary;
    private final Path directory;
    private final Path script;
    private final Processors processors;

    /** @throws IOException if the script cannot be written to the directory */
    WrkClient(Path binary, Path directory, Processors processors) throws IOException {
        this.binary = binary;
        this.directory = directory;
        this.script = directory.resolve(SCRIPT).toAbsolutePath();
        this.processors = processors;
        try (InputStream text = WrkClient.class.getResourceAsStream(SCRIPT)) {
            if (text == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path");
            }
            Files.write(script, text.readAllBytes());
        }
    }

    @Override
    public String title() {
        return "wrk, one thread";
    }

    @Override
    public Outcome run(Address target, Traffic traffic, int connections, Duration duration, int processor)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "-t1",
                "-c" + connections,
                "-d" + Math.max(1, duration.toSeconds()) + "s",
                "-s",
                script.toString(),
                "http://" + target.authority() + target.path(),
                "--",
                traffic.tokens().toString(),
                Integer.toString(traffic.lineBytes()),
                Long.toString(traffic.first()),
                Long.toString(traffic.count()),
                traffic.once() ? "once" : "again"));
        Path output = directory.resolve("wrk.log");
        return ClientProcess.run(new Launch(BINARY, processors.on(processor, command), output), duration);
    }
}
