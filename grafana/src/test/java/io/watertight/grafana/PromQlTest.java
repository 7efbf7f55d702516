package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.grafana.PromQl.Aggregation;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void whatAnExpressionReadsIsFoundAmongFunctionsLabelsAndNumbers() {
        assertThat(PromQl.selectors("""
                        label_replace(rate(a_total{x=~"b{2}|c", y="d"}[5m] offset 1h), "w", "$1", "pod", "(.*)")
                        / on (pod) group_left (node) max by (pod, node) (e:f) > 1e9 and ignoring (x) g unless h{z="1"}
                        """)).containsExactly("a_total{x=~\"b{2}|c\", y=\"d\"}", "e:f", "g", "h{z=\"1\"}");
    }

    @Test
    void anAggregationKeepsThePodOrLosesIt() {
        assertThat(PromQl.aggregations(
                        "sum by (pod, le) (a) + max(rate(b[1m])) + min without (x) (c) + count without (pod) (d)"))
                .containsExactly(
                        new Aggregation("sum", true, "a"),
                        new Aggregation("max", false, "rate(b[1m])"),
                        new Aggregation("min", true, "c"),
                        new Aggregation("count", false, "d"));
    }
}
