package io.watertight.bench.jmh;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names measurements by benchmark and by some of their parameters, as in {@code A.b[limiter=FLAT]}.
 *
 * @param benchmark class and method
 * @param fixed the parameters that have to be these
 */
record Selector(String benchmark, Map<String, String> fixed) {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=([^],]+)");
    private static final Pattern TEXT =
            Pattern.compile("(\\w+\\.\\w+)(?:\\[(%1$s(?:,%1$s)*)])?".formatted("\\w+=[^],]+"));

    Selector {
        fixed = Map.copyOf(fixed);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Selector of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " (expected: Class.method or Class.method[parameter=value,...])");
        }
        Map<String, String> fixed = new HashMap<>();
        if (matcher.group(2) != null) {
            Matcher parameter = PARAMETER.matcher(matcher.group(2));
            while (parameter.find()) {
                fixed.put(parameter.group(1), parameter.group(2));
            }
        }
        return new Selector(matcher.group(1), fixed);
    }

    boolean selects(Measurement measurement) {
        return measurement.benchmark().equals(benchmark)
                && measurement.parameters().entrySet().containsAll(fixed.entrySet());
    }

    /** Returns the parameters of a measurement that are not fixed here. */
    Map<String, String> rest(Measurement measurement) {
        Map<String, String> rest = new HashMap<>(measurement.parameters());
        rest.keySet().removeAll(fixed.keySet());
        return rest;
    }
}
