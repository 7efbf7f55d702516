package io.watertight.bench.report;

import java.util.List;

/**
 * Facts under one heading. Immutable.
 *
 * @param title the heading, such as {@code Machine}
 * @param facts in the order in which they are shown
 */
public record FactGroup(String title, List<Fact> facts) {
    /** The group about how the number of replicas changed. */
    static final String AUTOSCALING = "Autoscaling";

    public FactGroup {
        facts = List.copyOf(facts);
    }
}
