package io.watertight.bench.jmh;

import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.MemberSource;
import io.watertight.gateway.config.OnOutage;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.config.Secret;
import io.watertight.gateway.config.ShareConfig;
import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How a limit is held, on one of two replicas unless said otherwise, and what it can be held by without a network. */
public enum ModeKind {

    /** By one replica. */
    LOCAL(LimiterMode.LOCAL, 1, InProcessStores.AWAY),

    /** By this replica's share. */
    SHARE(LimiterMode.SHARE, 2, InProcessStores.AWAY),

    /** By this replica's share, as Redis is away. */
    OUTAGE(LimiterMode.REDIS, 2, InProcessStores.AWAY),

    /** By leases, which are at hand but for one request in some hundred. */
    LEASE(LimiterMode.LEASE, 2, InProcessStores.GRANTING);

    private static final long MAX_BUCKETS = 1_000_000;
    private static final double LEASE_SLACK = 0.1;

    private final LimiterMode mode;
    private final int replicas;
    private final InProcessStores stores;

    ModeKind(LimiterMode mode, int replicas, InProcessStores stores) {
        this.mode = mode;
        this.replicas = replicas;
        this.stores = stores;
    }

    /** Opens one. */
    Contender open(Workload workload) {
        Limiters limiters =
                PolicyLimiters.open(config(), Share.oneOf(replicas), (redis, clock) -> stores, (policy, limiter) -> {});
        return new OwnContender(workload, limiters.of("policy").limiter());
    }

    private LimiterConfig config() {
        ShareConfig members = new ShareConfig(
                new MemberSource.Listed(List.of(new Endpoint("127.0.0.1", 1), new Endpoint("127.0.0.1", 2))),
                null,
                Duration.ofSeconds(1),
                BelowFloor.FLOOR);
        RedisConfig redis = new RedisConfig(
                "redis://127.0.0.1:1",
                false,
                null,
                null,
                Duration.ofMillis(20),
                1024,
                OnOutage.SHARE,
                "",
                new Secret(Path.of("subjects"), new byte[16]));
        return new LimiterConfig(mode, MAX_BUCKETS, members, redis, LEASE_SLACK);
    }
}
