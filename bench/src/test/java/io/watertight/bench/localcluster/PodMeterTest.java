package io.watertight.bench.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PodMeterTest {

    /** A process that has used what it is told to have. */
    private static final class Told implements Container {
        private final String name;
        private long cpuNanos;
        private long requests;
        private boolean silent;

        Told(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public long cpuNanos() {
            return cpuNanos;
        }

        @Override
        public long requests() throws IOException {
            if (silent) {
                throw new IOException("gone");
            }
            return requests;
        }

        @Override
        public void terminate() {}

        @Override
        public void kill() {}

        @Override
        public boolean awaitEnd(Duration atMost) {
            return false;
        }

        @Override
        public void onEnded(boolean asked) {}
    }

    @Test
    void usageIsWhatCameBetweenTwoLooks() throws Exception {
        // Given
        PodMeter meter = new PodMeter();
        Told told = new Told("gw-0");
        told.cpuNanos = 5_000_000;
        told.requests = 70;
        meter.measure(Map.of("gw-0", told));

        // When
        told.cpuNanos += 3_000_000;
        told.requests += 10;
        PodMeter.Usage usage =
                Objects.requireNonNull(meter.measure(Map.of("gw-0", told)).get("gw-0"));

        // Then, over whatever time it was
        assertThat(usage.cpuMilli()).isEqualTo(3_000_000L * 1000 / usage.windowNanos());
        assertThat(usage.requestsMilliPerSecond()).isEqualTo(Math.round(10 * 1e12 / usage.windowNanos()));
    }

    @Test
    void aProcessThatIsNewOrSilentHasNoUsage() throws Exception {
        // Given
        PodMeter meter = new PodMeter();
        Told old = new Told("gw-0");
        Told silent = new Told("gw-1");
        meter.measure(Map.of("gw-0", old, "gw-1", silent));

        // When the one was restarted, the other does not answer, and a third has come
        silent.silent = true;
        Map<String, PodMeter.Usage> usages =
                meter.measure(Map.of("gw-0", new Told("gw-0.1"), "gw-1", silent, "gw-2", new Told("gw-2")));

        // Then
        assertThat(usages).isEmpty();
    }
}
