package io.watertight.bench.jmh;

import io.watertight.gateway.admission.RemoteStores;
import io.watertight.ratelimit.RemoteFailure;
import io.watertight.ratelimit.RemoteListener;
import io.watertight.ratelimit.RemoteStore;
import io.watertight.ratelimit.SubjectKey;

/** Stands where Redis would be, and answers at once, always the same: so what is measured is all on this side of the network. */
enum InProcessStores implements RemoteStores, RemoteStore {

    /** Has as much as anybody asks for. */
    GRANTING {
        @Override
        public void charge(
                SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
            then.onGranted(atMost, capacityNanos - atMost * unitNanos, 0);
        }
    },

    /** Cannot be reached. */
    AWAY {
        @Override
        public void charge(
                SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
            then.onUnavailable(RemoteFailure.DISCONNECTED);
        }
    };

    @Override
    public RemoteStore store(String policy) {
        return this;
    }

    @Override
    public boolean isConnected() {
        return this == GRANTING;
    }

    @Override
    public void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then) {
        then.run();
    }

    @Override
    public void close() {}
}
