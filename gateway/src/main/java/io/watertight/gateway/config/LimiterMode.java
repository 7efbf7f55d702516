package io.watertight.gateway.config;

/** How the replicas of a gateway hold a limit together. */
public enum LimiterMode implements Named {
    /** Each replica for itself: exact on one replica. */
    LOCAL("local"),
    /** Each replica enforces its share. */
    SHARE("share"),
    /** All replicas charge one bucket, with one call for each request. */
    REDIS("redis"),
    /** All replicas charge one bucket, in batches ahead of need. */
    LEASE("lease");

    private final String text;

    LimiterMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** True where the buckets are in Redis. */
    public boolean isRemote() {
        return this == REDIS || this == LEASE;
    }
}
