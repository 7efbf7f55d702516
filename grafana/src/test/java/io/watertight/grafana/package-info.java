/**
 * What holds for every dashboard and rule, asked of the files that people import; and, in the tests tagged {@code prometheus}, of a real Prometheus that
 * scrapes real gateways.
 *
 * <p>Tests with that tag need {@code prometheus} and {@code promtool} on the PATH and run with {@code -Pprometheus}; all others need nothing that Maven does
 * not bring.
 */
@NullMarked
package io.watertight.grafana;

import org.jspecify.annotations.NullMarked;
