package io.watertight.bench.control;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.admission.LimiterParts;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.lifecycle.Gateway;
import io.watertight.gateway.lifecycle.Server;
import io.watertight.ratelimit.ClosedLimiter;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Outage;
import io.watertight.ratelimit.OutageListener;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteLimiter;
import io.watertight.ratelimit.ShareLimiter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The shipped gateway with a control's limiter in it, as a process: {@code FAULT CONFIG.yaml}. Exit codes as the gateway's. */
public final class ControlGateway {

    private ControlGateway() {}

    /** Runs the control with that fault. */
    public static void main(String[] args) {
        Fault fault = Fault.of(args[0]);
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        Path config = Path.of(rest.getLast());
        int exitCode = Server.run(rest, limiters(fault, config), System.out, System.err);
        if (fault == Fault.OBITUARY_LIES) {
            LyingObituary.rewrite(config);
        }
        System.exit(exitCode);
    }

    /** @param config the gateway's configuration, where a store is named */
    static LimiterFactory limiters(Fault fault, Path config) {
        return switch (fault) {
            case JOINS_FULL, FALLBACK_STARTS_FULL ->
                (policy, parts) -> new BeginsFull(
                        parts.time(),
                        time -> Gateway.LIMITERS.create(
                                policy, new LimiterParts(time, parts.belowFloor(), parts.cap())));
            case TTL_FLOORED -> (policy, parts) -> overFlooredStore(policy, parts.clock(), config);
            case COUNTS_ITSELF, LEASE_OUTLIVED, LEAVER_COUNTED, OBITUARY_LIES -> Gateway.LIMITERS;
            case LOSES_ANSWERS -> (policy, parts) -> new ForgetfulLimiter(overControlStore(fault, parts));
            default -> (policy, parts) -> overControlStore(fault, parts);
        };
    }

    /** As the shipped ones are made, but for the store. */
    private static Limiter overControlStore(Fault fault, LimiterParts parts) {
        return new ShareLimiter(parts.time(), parts.belowFloor(), clock -> new ControlStore(fault, clock));
    }

    private static Limiter overFlooredStore(String policy, NanoClock clock, Path config) {
        RedisConfig redis;
        try {
            redis = ConfigLoader.load(config).limiter().redis();
        } catch (ConfigException e) {
            throw new IllegalArgumentException("the configuration was valid a moment ago", e);
        }
        if (redis == null) {
            throw new IllegalArgumentException(config + " names no store");
        }
        Outage outage = new Outage(clock, new OutageListener() {
            @Override
            public void onBegan(RemoteFailure cause) {}

            @Override
            public void onEnded(long lastedNanos) {}
        });
        return new RemoteLimiter(
                clock,
                new FlooredStore(RedisAddress.parse(redis.uri()), redis.prefix(), policy, true),
                outage,
                new ClosedLimiter(clock, outage));
    }
}
