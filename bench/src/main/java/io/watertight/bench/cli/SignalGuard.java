package io.watertight.bench.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command say what it has seen when the process is asked to end (SIGINT, SIGTERM): the work is told to stop, and the
 * process waits until the command has printed its result, then ends with the command's own exit code.
 */
final class SignalGuard implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook;
    private volatile int exitCode = ExitCode.INCONCLUSIVE;

    /** @param stop ends the work soon; called on another thread */
    SignalGuard(Runnable stop) {
        hook = new Thread(() -> onSignal(stop), "signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The result is printed: the process may end. Returns the same code. */
    int done(int code) {
        exitCode = code;
        printed.countDown();
        return code;
    }

    private void onSignal(Runnable stop) {
        stop.run();
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.INCONCLUSIVE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        printed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // then the hook ends the process
        }
    }
}
