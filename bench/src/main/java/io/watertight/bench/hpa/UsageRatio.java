package io.watertight.bench.hpa;

import java.util.Map;
import java.util.Optional;

/**
 * How what was measured of some pods compares with the target.
 *
 * @param ratio measured to target
 * @param measured in the target's unit, a whole number: per cent of the requests, or thousandths per pod
 * @param averageMilli thousandths per pod
 */
record UsageRatio(double ratio, long measured, long averageMilli) {
    /**
     * A ratio of sums, in whole per cent, rounded down.
     *
     * @param usageMilli by pod
     * @param requestsMilli by pod; what was measured of a pod that is not here does not count
     * @return nothing if no pod is in both
     */
    static Optional<UsageRatio> ofRequests(
            Map<String, Long> usageMilli, Map<String, Long> requestsMilli, int targetPercent) {
        long used = 0;
        long requested = 0;
        int pods = 0;
        for (Map.Entry<String, Long> usage : usageMilli.entrySet()) {
            Long request = requestsMilli.get(usage.getKey());
            if (request != null) {
                used += usage.getValue();
                requested += request;
                pods++;
            }
        }
        if (requested == 0) {
            return Optional.empty();
        }
        int percent = (int) (used * 100 / requested);
        return Optional.of(new UsageRatio(percent / (double) targetPercent, percent, used / pods));
    }

    /**
     * An average, in whole thousandths, rounded down.
     *
     * @param values in thousandths, by pod, at least one
     */
    static UsageRatio ofAverage(Map<String, Long> values, long targetMilli) {
        long sum = values.values().stream().mapToLong(Long::longValue).sum();
        long average = sum / values.size();
        return new UsageRatio(average / (double) targetMilli, average, average);
    }
}
