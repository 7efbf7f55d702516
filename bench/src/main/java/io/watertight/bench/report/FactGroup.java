package io.watertight.bench.report;

import java.util.List;

/**
 * Facts under one heading. Immutable.
 *
 * @param title the heading, such as {@code Machine}
 * @param facts in the order in which they are shown
 */
public record FactGroup(String title, List<Fact> facts) {
    public FactGroup {
        facts = List.copyOf(facts);
    }
}
