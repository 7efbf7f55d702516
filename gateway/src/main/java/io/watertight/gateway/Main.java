package io.watertight.gateway;

import io.watertight.gateway.lifecycle.Server;
import java.util.List;

/** The gateway's own entry point; see {@link Server}. */
public final class Main {

    private Main() {}

    /** Runs the gateway with {@code [--check] CONFIG.yaml}. */
    public static void main(String[] args) {
        System.exit(Server.run(List.of(args), System.out, System.err));
    }
}
