package io.watertight.bench.cluster;

/** Something to be done if this JVM exits before this is closed. Thread-safe. */
public final class AtExit implements AutoCloseable {
    private final Thread hook;

    private AtExit(Thread hook) {
        this.hook = hook;
    }

    /**
     * Runs the action on a thread of that name if this JVM exits, however it is told to, unless this is closed before.
     *
     * @param action lasts a moment at most
     */
    public static AtExit run(String name, Runnable action) {
        Thread hook = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new AtExit(hook);
    }

    /** It need not be done any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is about to run
        }
    }
}
