package io.watertight.bench.compare;

import java.util.List;

/**
 * A contestant that is up and has been looked at.
 *
 * @param peer its process
 * @param preflight what was found
 * @param startMillis how long each of its starts took
 */
record Runner(Peer peer, Preflight preflight, List<Double> startMillis) {
    boolean isFit(Rung rung) {
        return preflight.isFit(rung.entrance());
    }

    /** Where the rung's requests go; only for a rung that it is fit for. */
    Address address(Rung rung) {
        return peer.entrance(rung.entrance()).orElseThrow();
    }
}
