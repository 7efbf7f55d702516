package io.watertight.gateway.redis;

import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a store answered to a charge. */
sealed interface Answer {

    record Granted(long units, long roomNanos, long grant) implements Answer {}

    record Denied(long retryAfterNanos) implements Answer {}

    record Unavailable(RemoteFailure failure) implements Answer {}

    /** Charges and waits. */
    static Answer charge(RemoteStore store, SubjectKey key, long unitNanos, long burst, long atLeast, long atMost) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        store.charge(key, unitNanos, burst * unitNanos, atLeast, atMost, new RemoteListener() {
            @Override
            public void onGranted(long units, long roomNanos, long grant) {
                answer.complete(new Granted(units, roomNanos, grant));
            }

            @Override
            public void onDenied(long retryAfterNanos) {
                answer.complete(new Denied(retryAfterNanos));
            }

            @Override
            public void onUnavailable(RemoteFailure failure) {
                answer.complete(new Unavailable(failure));
            }
        });
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Gives back and waits. */
    static void giveBack(RemoteStore store, SubjectKey key, long unitNanos, long units, long grant) {
        CountDownLatch done = new CountDownLatch(1);
        store.giveBack(key, unitNanos, units, grant, done::countDown);
        try {
            if (!done.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("never told that it is given back");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
