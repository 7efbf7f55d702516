package io.watertight.bench.compare;

import io.watertight.bench.cluster.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Asks with {@link ClosedLoop}, in a JVM of its own: for machines without wrk, at about twice its CPU. */
final class BuiltInClient implements SaturatingClient {
    private final Path directory;
    private final Processors processors;

    BuiltInClient(Path directory, Processors processors) {
        this.directory = directory;
        this.processors = processors;
    }

    @Override
    public String title() {
        return "the built-in generator, one thread";
    }

    @Override
    public Outcome run(Address target, Traffic traffic, int connections, Duration duration, int processor)
            throws IOException, InterruptedException {
        Launch java = Launch.java(
                "client",
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                ClosedLoop.class.getName(),
                List.of(
                        Integer.toString(target.port()),
                        target.path(),
                        Integer.toString(connections),
                        Long.toString(duration.toMillis()),
                        traffic.tokens().toString(),
                        Integer.toString(traffic.lineBytes()),
                        Long.toString(traffic.first()),
                        Long.toString(traffic.count()),
                        Boolean.toString(traffic.once())),
                directory.resolve("client.log"));
        return ClientProcess.run(
                new Launch(java.name(), processors.on(processor, java.command()), java.output()), duration);
    }
}
