package io.watertight.bench.compare;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One process of a contestant, with what it has started. Thread-safe. */
final class Peer implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final Contestant contestant;
    private final ManagedProcess process;
    private final Map<Entrance, Address> entrances;
    private final Duration startTime;

    private Peer(Contestant contestant, ManagedProcess process, Map<Entrance, Address> entrances, Duration startTime) {
        this.contestant = contestant;
        this.process = process;
        this.entrances = entrances;
        this.startTime = startTime;
    }

    /**
     * Starts it on the first processor and waits until it answers a request with 200, by the longest way that it has.
     *
     * @param directory where its files and its output go; made if it is not there
     * @param token a good one
     * @throws IOException if it does not start or does not answer; the message says what it said
     */
    static Peer start(Contestant contestant, Setup setup, Path directory, Processors processors, String token)
            throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory).toAbsolutePath();
        Placeholders placeholders = new Placeholders(setup.values());
        contestant.variant().values().forEach(placeholders::put);
        placeholders.put("dir", home.toString());
        placeholders.put("folder", contestant.folder().toString());
        SearchPath.find(contestant.gateway().binary()).ifPresent(file -> placeholders.put("binary", file.toString()));
        for (String file : contestant.gateway().files()) {
            Path copy = home.resolve(file);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.writeString(
                    copy, placeholders.fill(Files.readString(contestant.folder().resolve(file))));
        }
        Map<Entrance, Address> entrances = new EnumMap<>(Entrance.class);
        for (Entrance entrance : Entrance.values()) {
            String text = contestant.gateway().entrances().get(entrance.key());
            if (text != null) {
                entrances.put(entrance, Address.parse(placeholders.fill(text)));
            }
        }
        List<String> command = new ArrayList<>();
        for (String word : contestant.gateway().start()) {
            command.add(placeholders.fill(word));
        }
        long start = System.nanoTime();
        ManagedProcess process = ManagedProcess.start(
                new Launch(contestant.name(), processors.on(processors.first(), command), home.resolve("output.log")));
        try {
            Address longest = longestWay(entrances);
            Waiting.until(() -> answers(process, longest, token), READY, contestant.name());
            Duration startTime = Duration.ofNanos(System.nanoTime() - start);
            return new Peer(contestant, process, entrances, startTime);
        } catch (IOException | IllegalStateException e) {
            process.close();
            throw new IOException(e.getMessage() + "; its output is in " + process.output(), e);
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    Contestant contestant() {
        return contestant;
    }

    String name() {
        return contestant.name();
    }

    /** Empty where it has none, for the reason that its descriptor gives. */
    Optional<Address> entrance(Entrance entrance) {
        return Optional.ofNullable(entrances.get(entrance));
    }

    /** Finds out whether it enforces the policy. */
    Preflight preflight(Tokens tokens, int windowSeconds) throws InterruptedException {
        return Preflight.of(entrances, contestant.gateway().unavailable(), tokens, windowSeconds);
    }

    /** From exec to the first answer with 200. */
    Duration startTime() {
        return startTime;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said. */
    Path output() {
        return process.output();
    }

    List<Long> pids() {
        return ProcessTree.pids(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean answers(ManagedProcess process, Address address, String token) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(process.name() + " ended before it answered");
        }
        return Probe.status(address, token) == 200;
    }

    private static Address longestWay(Map<Entrance, Address> entrances) {
        for (Entrance entrance : List.of(Entrance.LIMIT, Entrance.JWT)) {
            Address address = entrances.get(entrance);
            if (address != null) {
                return address;
            }
        }
        return entrances.values().iterator().next();
    }
}
