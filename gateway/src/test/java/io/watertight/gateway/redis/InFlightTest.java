package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 200_000;

    @Test
    void neverTakesMoreThanTheMostWhileManyAreRefused() throws Exception {
        InFlight inFlight = new InFlight(1);
        AtomicBoolean ended = new AtomicBoolean();
        int highest = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> callers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                callers.add(threads.submit(() -> {
                    while (!ended.get()) {
                        if (inFlight.tryTake()) {
                            inFlight.giveBack();
                        }
                    }
                }));
            }
            for (int round = 0; round < ROUNDS; round++) {
                highest = Math.max(highest, inFlight.now());
            }
            ended.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
        assertThat(highest).isEqualTo(1);
        assertThat(inFlight.now()).isZero();
    }
}
