package io.watertight.grafana;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of PromQL as has to be understood to ask an expression what it reads and what it adds up. */
final class PromQl {

    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern GROUPING =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR = Pattern.compile(
            "(?<![A-Za-z0-9_:.$])([A-Za-z_:][A-Za-z0-9_:]*+)(\\{(?:[^}\"]|" + STRING + ")*})?(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern AGGREGATION =
            Pattern.compile("\\b(sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values)\\b"
                    + "\\s*(?:(by|without)\\s*\\(([^)]*)\\)\\s*)?\\(");

    private PromQl() {}

    /** What one aggregation keeps, and of what. */
    record Aggregation(String operator, boolean keepsPod, String argument) {}

    /** Every instant vector that is read, with its matchers, without its range. */
    static Set<String> selectors(String expression) {
        Set<String> selectors = new LinkedHashSet<>();
        Matcher matcher = selectorsIn(expression);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group(1))) {
                selectors.add(matcher.group());
            }
        }
        return selectors;
    }

    /** The name of every metric that is read. */
    static Set<String> metrics(String expression) {
        Set<String> names = new LinkedHashSet<>();
        selectors(expression).forEach(selector -> names.add(selector.replaceFirst("\\{.*", "")));
        return names;
    }

    private static Matcher selectorsIn(String expression) {
        String plain = GROUPING.matcher(expression).replaceAll(" ").replaceAll("\\[[^]]*]", " ");
        // strings that are arguments, which are those outside of braces
        return SELECTOR.matcher(plain.replaceAll(",\\s*" + STRING + "(?=[^{}]*(?:\\{|$))", " "));
    }

    static List<Aggregation> aggregations(String expression) {
        List<Aggregation> found = new ArrayList<>();
        Matcher matcher = AGGREGATION.matcher(expression);
        while (matcher.find()) {
            boolean named = matcher.group(3) != null
                    && List.of(matcher.group(3).split("\\s*,\\s*")).contains("pod");
            boolean keepsPod = "without".equals(matcher.group(2)) ? !named : named;
            found.add(new Aggregation(matcher.group(1), keepsPod, argument(expression, matcher.end())));
        }
        return found;
    }

    private static String argument(String expression, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char c = expression.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return expression.substring(from, at - 1);
    }
}
