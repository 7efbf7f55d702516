package io.watertight.bench.compare;

import java.io.IOException;
import java.time.Duration;

/** Waits for something to come true, looking every millisecond. Stateless. */
final class Waiting {
    /** Whether it is true by now; an IOException means no. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    private Waiting() {}

    /**
     * Returns when it is true.
     *
     * @throws IOException if it is not after that time; the cause is the last exception
     */
    static void until(Condition condition, Duration timeout, String what) throws IOException, InterruptedException {
        long start = System.nanoTime();
        IOException last = new IOException("not yet");
        while (System.nanoTime() - start < timeout.toNanos()) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet;
            }
            Thread.sleep(1);
        }
        throw new IOException(
                what + " did not answer with 200 within " + timeout.toSeconds() + " s: " + last.getMessage(), last);
    }
}
