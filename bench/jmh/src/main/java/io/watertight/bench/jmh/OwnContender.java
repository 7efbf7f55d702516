package io.watertight.bench.jmh;

import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.BucketStore;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.ShareLimiter;
import io.watertight.ratelimit.SubjectHasher;
import io.watertight.ratelimit.SubjectKey;
import io.watertight.ratelimit.VirtualTime;
import java.util.function.Function;

/** One of the project's limiters, on the clock of the host. */
final class OwnContender implements Contender {

    private final SubjectHasher hasher = SubjectHasher.withRandomSecret();
    private final Workload workload;
    private final Quota quota;
    private final Limiter limiter;

    /** Asks that limiter, and closes it. */
    OwnContender(Workload workload, Limiter limiter) {
        this.workload = workload;
        this.quota = workload.quota();
        this.limiter = limiter;
    }

    /** Asks the limiter of one replica on such stores. */
    static OwnContender on(Workload workload, Function<NanoClock, BucketStore> stores) {
        return new OwnContender(
                workload,
                new ShareLimiter(new VirtualTime(NanoClock.system(), Share.WHOLE), () -> BelowFloor.FLOOR, stores));
    }

    @Override
    public boolean admits(Subjects subjects, long number) {
        Answer answer = new Answer();
        limiter.decide(key(subjects, number), quota, 1, answer);
        return answer.admitted;
    }

    @Override
    public void fill(Subjects subjects, long number) {
        limiter.decide(key(subjects, number), quota, workload.fill(), decision -> {});
    }

    private SubjectKey key(Subjects subjects, long number) {
        byte[] subject = subjects.of(number);
        return hasher.hash(subject, 0, subject.length);
    }

    @Override
    public void close() {
        limiter.close();
    }

    private static final class Answer implements DecisionListener {

        private boolean admitted;

        @Override
        public void onDecision(Decision decision) {
            admitted = decision instanceof Decision.Admitted;
        }
    }
}
