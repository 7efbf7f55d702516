package io.watertight.ratelimit;

/**
 * What a share makes of one quota: the capacity of a bucket under it.
 *
 * @param capacityNanos the capacity under the whole share, D
 * @param leastNanos the capacity under any share; above 0 if requests of that price may pass however small the share is
 */
record Entitlement(long capacityNanos, long leastNanos) {

    /**
     * Returns the capacity where the limit is divided by so many, rounded down.
     *
     * @param members 0 for a replica without a share
     */
    long dividedBy(int members) {
        return members == 0 ? 0 : Math.max(capacityNanos / members, leastNanos);
    }
}
