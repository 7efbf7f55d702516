package io.watertight.bench.hpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules and events as the tables write them. */
final class Rules {
    private Rules() {}

    /** {@code PODS/PERIOD PERCENT/PERIOD WINDOW [min]}; what is given otherwise where there is nothing. */
    static ScalingRules of(List<String> words, ScalingRules otherwise) {
        if (words.isEmpty()) {
            return otherwise;
        }
        List<ScalingPolicy> policies = new ArrayList<>();
        addPolicy(policies, ScalingPolicy.Unit.PODS, words.get(0));
        addPolicy(policies, ScalingPolicy.Unit.PERCENT, words.get(1));
        ScalingRules rules =
                otherwise.withPolicies(policies).withStabilization(Duration.ofSeconds(Long.parseLong(words.get(2))));
        return words.contains("min") ? rules.withSelect(ScalingRules.Select.MIN) : rules;
    }

    /** One policy such as {@code 4/15}; none for {@code 0/0} and {@code -}. */
    static void addPolicy(List<ScalingPolicy> policies, ScalingPolicy.Unit unit, String written) {
        int slash = written.indexOf('/');
        if (slash > 0 && !written.startsWith("0/")) {
            Duration period = Duration.ofSeconds(Long.parseLong(written.substring(slash + 1)));
            policies.add(new ScalingPolicy(unit, Integer.parseInt(written.substring(0, slash)), period));
        }
    }

    /** Events such as {@code 5@60}, none of them outdated. */
    static ScaleEvents events(List<String> words) {
        ScaleEvents events = new ScaleEvents();
        for (String word : words) {
            events.add(value(word), Long.MAX_VALUE / 4, at(word));
        }
        return events;
    }

    /** Recommendations such as {@code 5@60}. */
    static Recommendations recommendations(List<String> words) {
        Recommendations recommendations = new Recommendations();
        for (String word : words) {
            recommendations.add(value(word), at(word));
        }
        return recommendations;
    }

    private static int value(String word) {
        return Integer.parseInt(word.substring(0, word.indexOf('@')));
    }

    private static long at(String word) {
        return Scene.ago(Long.parseLong(word.substring(word.indexOf('@') + 1)));
    }
}
