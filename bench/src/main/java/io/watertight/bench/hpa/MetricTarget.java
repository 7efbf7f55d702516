package io.watertight.bench.hpa;

/** What is measured of every pod, and what it is meant to be. */
public sealed interface MetricTarget {
    /**
     * CPU as a part of what the pods ask for, a metric of type Resource.
     *
     * @param percent of the requests, at least 1
     */
    record CpuUtilization(int percent) implements MetricTarget {
        /** @throws IllegalArgumentException if the percentage is not positive */
        public CpuUtilization {
            if (percent < 1) {
                throw new IllegalArgumentException("average utilization: " + percent + " (expected: >= 1)");
            }
        }
    }

    /**
     * A number that every pod reports of itself, a metric of type Pods.
     *
     * @param name the metric's name
     * @param averageMilli thousandths, on average over the pods, at least 1
     */
    record PodsAverage(String name, long averageMilli) implements MetricTarget {
        /** @throws IllegalArgumentException if the average is not positive */
        public PodsAverage {
            if (averageMilli < 1) {
                throw new IllegalArgumentException("average value: " + averageMilli + "m (expected: >= 1m)");
            }
        }
    }
}
