package io.watertight.grafana;

/**
 * One line, or one set of lines, of a panel.
 *
 * @param expression PromQL; {@code @} within braces stands for the gateways that are chosen on the dashboard
 * @param legend what each line is called, with labels in double braces
 */
record Query(String expression, String legend) {

    private static final String CHOSEN = "namespace=~\"$namespace\", pod=~\"$pod\"";

    Query {
        expression = expression.strip().replace("{@", "{" + CHOSEN);
    }
}
