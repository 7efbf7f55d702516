package io.watertight.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps processes on chosen processors, by {@code taskset}. Where there is no such program, or one processor alone, every
 * process runs anywhere, and {@link #pinned} says so. Immutable.
 *
 * @param pinned whether processes are kept anywhere
 * @param first the processor of the gateway
 * @param second the processor of everything else, where that is not to share the gateway's
 * @param allowed all that this process was given, as the kernel lists them
 */
record Processors(boolean pinned, int first, int second, String allowed) {
    private static final String TASKSET = "taskset";

    /** What this process may use. */
    static Processors available() throws IOException {
        String allowed = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        List<Integer> numbers = numbers(allowed);
        return numbers.size() >= 2 && SearchPath.find(TASKSET).isPresent()
                ? new Processors(true, numbers.getFirst(), numbers.get(1), allowed)
                : new Processors(false, 0, 0, allowed);
    }

    /** The numbers in a list such as {@code 0-2,5}. */
    static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            if (range.matches("\\d+(-\\d+)?")) {
                int dash = range.indexOf('-');
                int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                int to = Integer.parseInt(dash < 0 ? range : range.substring(dash + 1));
                for (int number = from; number <= to; number++) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** The command, so that it runs on one processor from its first instruction. */
    List<String> on(int processor, List<String> command) {
        if (!pinned) {
            return command;
        }
        List<String> pinnedCommand = new ArrayList<>(List.of(TASKSET, "-c", Integer.toString(processor)));
        pinnedCommand.addAll(command);
        return pinnedCommand;
    }

    /** Moves processes and all their threads to a processor. */
    void move(int processor, List<Long> pids) throws IOException, InterruptedException {
        moveTo(Integer.toString(processor), pids);
    }

    /** Lets this process run wherever it could before it was moved. */
    void release() throws IOException, InterruptedException {
        moveTo(allowed, List.of(ProcessHandle.current().pid()));
    }

    private void moveTo(String list, List<Long> pids) throws IOException, InterruptedException {
        if (!pinned) {
            return;
        }
        for (long pid : pids) {
            Process taskset = new ProcessBuilder(TASKSET, "-a", "-c", "-p", list, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!taskset.waitFor(5, TimeUnit.SECONDS)) {
                taskset.destroyForcibly();
            }
        }
    }
}
