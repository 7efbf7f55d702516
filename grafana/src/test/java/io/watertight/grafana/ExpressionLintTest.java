package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.grafana.Catalogue.Expression;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no panel and no rule may do. */
class ExpressionLintTest {

    /** What a sum over pods would hide: one that leaks, disagrees, is slow or away from its store. */
    private static final Pattern PER_POD =
            Pattern.compile("watertight_buckets_|watertight:buckets_bound|watertight:ledger|"
                    + "watertight:admitted|watertight_members|watertight_share|watertight_limiter_fallback|_bucket\\b|jvm_gc_live|"
                    + "outcome=~?\"|decision=\"denied\"|container_memory|_seconds_max|:p9");

    /** What compares pods, or is only counted, or is drawn whole beside the same thing by pod. */
    private static final Set<String> ACROSS_PODS = Set.of(
            "WatertightMembersDisagree",
            "Watertight / Bench run > Replicas > A",
            "Watertight / Gateway > Proxied requests > A");

    @ParameterizedTest
    @MethodSource("expressions")
    void nothingIsAddedUpOverPodsWhereOneBadPodCouldHide(Expression expression) {
        assertThat(PromQl.aggregations(expression.text()))
                .filteredOn(aggregation -> !aggregation.keepsPod())
                .filteredOn(aggregation -> !ACROSS_PODS.contains(expression.where()))
                .allSatisfy(aggregation -> assertThat(aggregation.argument()).doesNotContainPattern(PER_POD));
    }

    @Test
    void whatIsLetThroughExists() {
        assertThat(Catalogue.all()).extracting(Expression::where).containsAll(ACROSS_PODS);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void noPercentileIsAveraged(Expression expression) {
        assertThat(expression.text()).doesNotContainPattern("\\bavg(_over_time)?\\b|\\bquantile\\b");
        assertThat(PromQl.aggregations(expression.text()))
                .allSatisfy(aggregation -> assertThat(aggregation.argument())
                        .doesNotContain("histogram_quantile")
                        .doesNotContainPattern(":p[0-9]"));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void aPercentileComesFromARateOfAHistogramsBuckets(Expression expression) {
        String rest = expression
                .text()
                .replaceAll(
                        "histogram_quantile\\(0?\\.\\d+, sum (by \\([^)]*\\ble\\)|without \\([^)]*\\)) \\(rate\\(\\w+_bucket(\\{[^}]*})?\\[",
                        "");
        assertThat(rest).doesNotContain("histogram_quantile");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void aCounterIsReadByItsRateOnly(Expression expression) {
        // totals of a process's life are shown as such on the bench's and the JVM's dashboard, and the books are
        // balanced with them
        if (expression.where().matches("Watertight / (Bench|JVM).*|watertight:(ledger|admitted).*")) {
            return;
        }
        assertThat(expression.text())
                .doesNotContainPattern("(?<!(rate|increase|resets)\\()\\b(watertight|kube|container)_\\w+_total\\b");
    }

    static List<Expression> expressions() {
        return Catalogue.all();
    }
}
