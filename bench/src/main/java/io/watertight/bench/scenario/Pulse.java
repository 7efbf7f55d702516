package io.watertight.bench.scenario;

import java.util.List;

/** What one pulse fans out to: requests that are all due at the same instant. Stateless. */
public final class Pulse {
    /**
     * A part of a pulse.
     *
     * @param count how many of them
     * @param query what each asks of the echo upstream
     */
    public record Task(int count, String query) {}

    /** Tasks that wait for something else, and tasks that keep a processor busy. */
    public static final List<Task> TASKS = List.of(new Task(120, "latency=2000ms"), new Task(60, "burn=200ms"));

    /** Requests of one pulse. */
    public static final int REQUESTS = TASKS.stream().mapToInt(Task::count).sum();

    /** The time that a number of pulses is counted over. */
    public static final int SECONDS = 10;

    private Pulse() {}
}
