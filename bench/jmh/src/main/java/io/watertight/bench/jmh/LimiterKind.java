package io.watertight.bench.jmh;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.CaffeineBucketStore;
import io.watertight.ratelimit.FlatBucketStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The limiters that are compared. */
public enum LimiterKind {

    /** None: what a decision costs apart from the decision. */
    EMPTY {
        @Override
        Contender open(Workload workload, long buckets) {
            return new NoContender();
        }
    },

    /** The shipped one. */
    FLAT {
        @Override
        Contender open(Workload workload, long buckets) {
            return OwnContender.on(workload, clock -> new FlatBucketStore(clock, new BucketCap(buckets)));
        }
    },

    /** The project's algorithm in a cache whose entries expire each at its own TAT. */
    CAFFEINE {
        @Override
        Contender open(Workload workload, long buckets) {
            return OwnContender.on(workload, clock -> new CaffeineBucketStore(clock, new BucketCap(buckets)));
        }
    },

    /** Bucket4j in a map that forgets nothing. */
    BUCKET4J {
        @Override
        Contender open(Workload workload, long buckets) {
            return new Bucket4jContender(workload, new ConcurrentHashMap<>());
        }
    },

    /** Bucket4j in a cache, which forgets what has not been asked for during its time to full. */
    BUCKET4J_CACHE {
        @Override
        Contender open(Workload workload, long buckets) {
            return new Bucket4jContender(
                    workload,
                    Caffeine.newBuilder()
                            .expireAfterAccess(workload.quota().timeToFullNanos(), TimeUnit.NANOSECONDS)
                            .<String, Bucket>build()
                            .asMap());
        }
    },

    /** Resilience4j in a map that forgets nothing. */
    RESILIENCE4J {
        @Override
        Contender open(Workload workload, long buckets) {
            return new Resilience4jContender(workload);
        }
    },

    /** Guava's RateLimiter in a cache. */
    GUAVA_CACHE {
        @Override
        Contender open(Workload workload, long buckets) {
            return new GuavaContender(workload, workload.quota().timeToFullNanos());
        }
    };

    /** Opens one with room for so many buckets. */
    abstract Contender open(Workload workload, long buckets);
}
