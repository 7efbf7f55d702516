package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Expiry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a cache keep a bucket, a TAT, until that instant: neither a denial nor a look at it changes when that is.
 *
 * @param beginning the reading of the TATs' clock at which the cache's own showed zero
 */
record UntilFull(long beginning) implements Expiry<SubjectKey, AtomicLong> {

    @Override
    public long expireAfterCreate(SubjectKey key, AtomicLong bucket, long currentTime) {
        return Math.max(bucket.getPlain() - (beginning + currentTime), 0);
    }

    @Override
    public long expireAfterUpdate(SubjectKey key, AtomicLong bucket, long currentTime, long currentDuration) {
        return Math.max(bucket.getPlain() - (beginning + currentTime), 0);
    }

    @Override
    public long expireAfterRead(SubjectKey key, AtomicLong bucket, long currentTime, long currentDuration) {
        return currentDuration;
    }
}
