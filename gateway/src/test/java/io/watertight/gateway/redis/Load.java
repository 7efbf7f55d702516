package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.redis.Answer.Granted;
import io.watertight.gateway.redis.Answer.Unavailable;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Charges of many subjects over several clients, as fast as they are answered, and the law on what each subject got. */
final class Load implements AutoCloseable {

    private static final int THREADS_PER_STORE = 8;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** One subject, and what it was granted. */
    private record Subject(SubjectKey key, AdmissionLaw law, AtomicLong grants) {}

    private final List<Subject> subjects;
    private final long unitNanos;
    private final long burst;
    private final ConcurrentLinkedQueue<RemoteFailure> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Load(int subjects, long unitNanos, long burst) {
        SplittableRandom random = new SplittableRandom();
        this.subjects = random.longs(subjects)
                .mapToObj(high ->
                        new Subject(new SubjectKey(high, random.nextLong()), new AdmissionLaw(), new AtomicLong()))
                .toList();
        this.unitNanos = unitNanos;
        this.burst = burst;
    }

    static Load start(List<? extends RemoteStore> stores, int subjects, long unitNanos, long burst) {
        Load load = new Load(subjects, unitNanos, burst);
        for (RemoteStore store : stores) {
            for (int i = 0; i < THREADS_PER_STORE; i++) {
                load.threads.add(Thread.ofVirtual().start(() -> load.run(store)));
            }
        }
        return load;
    }

    private void run(RemoteStore store) {
        SplittableRandom random = new SplittableRandom();
        while (!stopped) {
            Subject subject = subjects.get(random.nextInt(subjects.size()));
            long most = random.nextInt(4) == 0 ? random.nextLong(1, burst + 1) : 1;
            long sent = System.nanoTime();
            Answer answer = Answer.charge(store, subject.key(), unitNanos, burst, 1, most);
            long received = System.nanoTime();
            waits.add(received - sent);
            switch (answer) {
                case Granted grant -> {
                    subject.law().admitted(sent, received, grant.units());
                    subject.grants().incrementAndGet();
                }
                case Unavailable unavailable -> failures.add(unavailable.failure());
                case Answer.Denied denied -> {}
            }
            LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
        }
    }

    SubjectKey anySubject() {
        return subjects.getFirst().key();
    }

    /** Waits until every subject has been granted something from now on. */
    void awaitGrantsToAll() {
        for (Subject subject : subjects) {
            long before = subject.grants().get();
            Await.until("a subject is granted something", () -> subject.grants().get() > before);
        }
    }

    long count(RemoteFailure failure) {
        return failures.stream().filter(failure::equals).count();
    }

    /** Forgets how long answers took so far. */
    void forgetWaits() {
        waits.clear();
    }

    /** The wait that 99 % of the answers since then did not exceed, in nanoseconds. */
    long waitNanos99() {
        long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(sorted).isNotEmpty();
        return sorted[(int) Math.min(sorted.length - 1L, sorted.length * 99L / 100)];
    }

    void stop() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Nobody got more than the burst and what is gained in the time, in any window. */
    void assertLaw() {
        subjects.forEach(subject -> subject.law().assertHolds(unitNanos, burst));
    }

    @Override
    public void close() {
        stop();
    }
}
