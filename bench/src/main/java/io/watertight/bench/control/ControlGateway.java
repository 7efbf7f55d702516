package io.watertight.bench.control;

import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.lifecycle.Server;
import io.watertight.ratelimit.FlatBucketStore;
import io.watertight.ratelimit.LocalLimiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.ShareLimiter;
import java.util.Arrays;
import java.util.List;

/** The shipped gateway with a control's limiter in it, as a process: {@code FAULT CONFIG.yaml}. Exit codes as the gateway's. */
public final class ControlGateway {

    private ControlGateway() {}

    /** Runs the control with that fault. */
    public static void main(String[] args) {
        Fault fault = Fault.of(args[0]);
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        System.exit(Server.run(rest, limiters(fault), System.out, System.err));
    }

    static LimiterFactory limiters(Fault fault) {
        return switch (fault) {
            case JOINS_FULL ->
                (policy, parts) -> new BeginsFull(
                        parts.time(),
                        time -> new ShareLimiter(
                                time, parts.belowFloor(), clock -> new FlatBucketStore(clock, parts.cap())));
            case LOSES_ANSWERS -> (policy, parts) -> new ForgetfulLimiter(plain(fault, parts.clock()));
            default -> (policy, parts) -> plain(fault, parts.clock());
        };
    }

    private static LocalLimiter plain(Fault fault, NanoClock clock) {
        return new LocalLimiter(clock, new ControlStore(fault, clock));
    }
}
