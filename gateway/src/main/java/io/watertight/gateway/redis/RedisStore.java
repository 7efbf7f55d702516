package io.watertight.gateway.redis;

import io.lettuce.core.protocol.CommandArgs;
import io.watertight.gateway.redis.StoreMeter.Operation;
import io.watertight.gateway.redis.StoreMeter.Result;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one policy in Redis, exact GCRA: what it grants, no other replica can grant again, whatever becomes of Redis. Its interval is T rounded up to
 * whole microseconds. After Redis lost its memory, or was replaced, subjects start with empty buckets. Safe for use by many threads.
 *
 * <p>To close it is to do nothing: the connections are those of {@link RedisStores}.
 */
public final class RedisStore implements RemoteStore {

    private final RedisStores stores;
    private final BucketKeys keys;
    private final byte[] policy;

    RedisStore(RedisStores stores, BucketKeys keys, String policy) {
        this.stores = stores;
        this.keys = keys;
        this.policy = BucketKeys.policy(policy);
    }

    @Override
    public void charge(
            SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
        long startNanos = stores.clock().nanoTime();
        int tag = BucketKeys.tag(key);
        Link link = stores.carrying(tag);
        RemoteFailure refusal = refusal(link);
        if (link == null || refusal != null) {
            RemoteFailure failure = refusal == null ? RemoteFailure.DISCONNECTED : refusal;
            refuse(Operation.CHARGE, failure);
            then.onUnavailable(failure);
            return;
        }
        Price price = Price.of(unitNanos, capacityNanos);
        stores.submit(
                new Charge(stores, link, tag, keys.bucket(policy, key), startNanos, price, atLeast, atMost, then));
    }

    @Override
    public void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then) {
        long startNanos = stores.clock().nanoTime();
        int tag = BucketKeys.tag(key);
        Link link = stores.carrying(tag);
        RemoteFailure refusal = refusal(link);
        if (link == null || refusal != null) {
            refuse(Operation.GIVE_BACK, refusal == null ? RemoteFailure.DISCONNECTED : refusal);
            then.run();
            return;
        }
        long micros = Price.micros(unitNanos);
        stores.submit(new GiveBack(
                stores, link, tag, keys.bucket(policy, key), startNanos, Price.times(micros, units), grant, then));
    }

    /** Takes a place in flight and returns null, or why there is none. */
    private @Nullable RemoteFailure refusal(@Nullable Link link) {
        if (link == null) {
            return RemoteFailure.DISCONNECTED;
        }
        return stores.places().tryTake() ? null : RemoteFailure.OVERLOADED;
    }

    private void refuse(Operation operation, RemoteFailure failure) {
        stores.meter()
                .record(operation, failure == RemoteFailure.OVERLOADED ? Result.OVERLOADED : Result.DISCONNECTED, 0);
    }

    @Override
    public void close() {
        // nothing is this policy's alone
    }

    private static final class Charge extends Call {

        private static final long BEGUN = 1;

        private final Price price;
        private final long atLeast;
        private final long atMost;
        private final RemoteListener then;

        Charge(
                RedisStores stores,
                Link link,
                int tag,
                byte[] bucket,
                long startNanos,
                Price price,
                long atLeast,
                long atMost,
                RemoteListener then) {
            super(stores, Operation.CHARGE, link, tag, bucket, startNanos);
            this.price = price;
            this.atLeast = atLeast;
            this.atMost = atMost;
            this.then = then;
        }

        @Override
        Scripts.Script script() {
            return Scripts.CHARGE;
        }

        @Override
        void addArguments(CommandArgs<byte[], byte[]> args) {
            args.add(price.intervalMicros())
                    .add(price.capacityMicros())
                    .add(atLeast)
                    .add(atMost);
        }

        @Override
        Result tell(long[] answer) {
            if (answer[0] > 0) {
                then.onGranted(answer[0], price.nanos(answer[1]), answer[2]);
                return Result.GRANTED;
            }
            if (answer[2] == BEGUN) {
                link().beginEpochs();
            }
            then.onDenied(Price.waitNanos(answer[1]));
            return Result.DENIED;
        }

        @Override
        void tell(RemoteFailure failure) {
            then.onUnavailable(failure);
        }
    }

    private static final class GiveBack extends Call {

        private final long costMicros;
        private final long grant;
        private final Runnable then;

        GiveBack(
                RedisStores stores,
                Link link,
                int tag,
                byte[] bucket,
                long startNanos,
                long costMicros,
                long grant,
                Runnable then) {
            super(stores, Operation.GIVE_BACK, link, tag, bucket, startNanos);
            this.costMicros = costMicros;
            this.grant = grant;
            this.then = then;
        }

        @Override
        Scripts.Script script() {
            return Scripts.GIVE_BACK;
        }

        @Override
        void addArguments(CommandArgs<byte[], byte[]> args) {
            args.add(costMicros).add(grant);
        }

        @Override
        Result tell(long[] answer) {
            then.run();
            return answer[0] > 0 ? Result.GRANTED : Result.DENIED;
        }

        @Override
        void tell(RemoteFailure failure) {
            then.run();
        }
    }
}
