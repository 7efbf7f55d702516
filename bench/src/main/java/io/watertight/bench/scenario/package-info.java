/**
 * The load scenarios by name, for every engine: what is sent how fast over what time, on whose behalf, and what it has to
 * live up to.
 *
 * <p>{@link io.watertight.bench.scenario.Scenarios} reads the one registry, scenarios.json beside it on the class path, which
 * the k6 scripts read as well. A {@link io.watertight.bench.scenario.Scenario} is a shape without size; {@link
 * io.watertight.bench.scenario.Knobs} give it one; the {@link io.watertight.bench.scenario.ScenarioPlan} that comes of it has
 * stages in whole milliseconds whose sum is the duration exactly, and rates in whole hundredths. Both are arithmetic that
 * every engine does in the same way, and a committed table holds all of them to it. Nothing here sends anything.
 */
@NullMarked
package io.watertight.bench.scenario;

import org.jspecify.annotations.NullMarked;
