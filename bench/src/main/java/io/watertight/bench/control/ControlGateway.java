package io.watertight.bench.control;

import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.lifecycle.Server;
import io.watertight.ratelimit.LocalLimiter;
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
        return (policy, parts) -> {
            LocalLimiter limiter = new LocalLimiter(parts.clock(), new ControlStore(fault, parts.clock()));
            return fault == Fault.LOSES_ANSWERS ? new ForgetfulLimiter(limiter) : limiter;
        };
    }
}
