package io.watertight.bench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A child process with a sure end: it is stopped, or killed, or at the latest killed when this JVM exits; what it has started
 * itself is killed with it.
 *
 * <p>Its output goes to a file, line by line, and is watched for the {@link ReadyLine}. Thread-safe.
 */
public final class ManagedProcess implements AutoCloseable {
    private final Launch launch;
    private final Process process;
    private final Predicate<String> taken;
    private final LastLines lastLines = new LastLines();
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> outputEnded = new CompletableFuture<>();

    private ManagedProcess(Launch launch, Process process, Predicate<String> taken) {
        this.launch = launch;
        this.process = process;
        this.taken = taken;
    }

    /**
     * Starts the child; it may not be ready yet.
     *
     * @throws IOException if the program cannot be started, or its output file not be written
     */
    public static ManagedProcess start(Launch launch) throws IOException {
        return start(launch, line -> false);
    }

    /**
     * Starts a child that says more than a file should hold.
     *
     * @param taken told of each line of its output, on one thread and in order; takes those that do not go to the file. Must
     *     return at once: the child waits for it
     * @throws IOException if the program cannot be started, or its output file not be written
     */
    public static ManagedProcess start(Launch launch, Predicate<String> taken) throws IOException {
        Writer output = Files.newBufferedWriter(launch.output());
        Process process;
        try {
            process = Children.start(new ProcessBuilder(launch.command()).redirectErrorStream(true));
        } catch (IOException e) {
            output.close();
            throw e;
        }
        ManagedProcess managed = new ManagedProcess(launch, process, taken);
        Thread.ofPlatform().daemon().name("output of " + launch.name()).start(() -> managed.pump(output));
        return managed;
    }

    /**
     * Waits until the child has said that it is ready.
     *
     * @throws IOException if it ended before, or has not said so in time; the message holds its last lines. It is not
     *     stopped by that
     */
    public ReadyLine awaitReady(Duration timeout) throws IOException, InterruptedException {
        try {
            return ready.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    withLastLines(launch.name() + " was not ready after " + timeout.toMillis() + " ms"), e);
        } catch (ExecutionException e) {
            throw new IOException(
                    withLastLines(
                            launch.name() + " ended with exit code " + process.waitFor() + " before it was ready"),
                    e);
        }
    }

    public String name() {
        return launch.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where its output is. */
    public Path output() {
        return launch.output();
    }

    /** Asks the child to end (SIGTERM) and does not wait. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would also stop listening, and the last words be lost
    }

    /**
     * Asks the child to end as somebody at its terminal does (SIGINT), and does not wait.
     *
     * @throws IOException if the signal cannot be sent
     */
    public void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /**
     * Asks the child to end (SIGTERM), and kills it (SIGKILL) if it has not done so in time. Returns when it has ended and
     * all its output is in the file.
     *
     * @return its exit code; 128 and the signal's number if a signal ended it
     */
    public int stop(Duration grace) throws InterruptedException {
        terminate();
        if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
            Children.kill(process);
        }
        return awaitEnd();
    }

    /** Kills the child (SIGKILL) and waits until it is gone. */
    public void kill() throws InterruptedException {
        Children.kill(process);
        awaitEnd();
    }

    /**
     * Stops the child where it stands (SIGSTOP): it keeps its memory, its ports and its connections, and answers nothing.
     *
     * @throws IOException if the signal cannot be sent
     */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /**
     * Lets a child go on that was {@linkplain #pause paused} (SIGCONT).
     *
     * @throws IOException if the signal cannot be sent
     */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Java knows no signals but two. The child is not reaped before its handle says so: its number is still its own. */
    private void signal(String name) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException(launch.name() + " has ended and cannot be sent SIG" + name);
        }
        Process kill = Children.start(new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " of " + launch.name() + " failed");
        }
    }

    /**
     * Waits for the child to end by itself.
     *
     * @return its exit code
     */
    public int awaitEnd() throws InterruptedException {
        int exitCode = process.waitFor();
        outputEnded.join();
        return exitCode;
    }

    /**
     * Waits for the child to end by itself, but not longer than that.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        boolean ended = process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (ended) {
            outputEnded.join();
        }
        return ended;
    }

    /** Kills the child if it is still there. Does not wait. */
    @Override
    public void close() {
        Children.kill(process);
    }

    private void pump(Writer output) {
        try (output;
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (taken.test(line)) {
                    continue;
                }
                output.write(line);
                output.write('\n');
                output.flush();
                lastLines.add(line);
                ReadyLine.parse(line).ifPresent(ready::complete);
            }
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException("output of " + launch.name(), e));
        } finally {
            ready.completeExceptionally(new IllegalStateException("end of output"));
            outputEnded.complete(null);
        }
    }

    private String withLastLines(String what) {
        return what + "; its last output, from " + launch.output() + ":\n" + lastLines.text();
    }
}
