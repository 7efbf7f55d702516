package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPlanTest {

    @Test
    void eventsAreReadInOrderOfTime() {
        assertThat(
                        EventPlan.parseAll(
                                "redis-flush@60s,redis-kill@20s,redis-pause@40s/10s,kill@5s/500ms,scale:5@1m,lose-node:2@70s,delete@80s"))
                .containsExactly(
                        new EventPlan(EventPlan.Kind.KILL, 1, Duration.ofSeconds(5), Duration.ofMillis(500)),
                        new EventPlan(EventPlan.Kind.REDIS_KILL, 1, Duration.ofSeconds(20), Duration.ofSeconds(5)),
                        new EventPlan(EventPlan.Kind.REDIS_PAUSE, 1, Duration.ofSeconds(40), Duration.ofSeconds(10)),
                        new EventPlan(EventPlan.Kind.REDIS_FLUSH, 1, Duration.ofSeconds(60), null),
                        new EventPlan(EventPlan.Kind.SCALE, 5, Duration.ofSeconds(60), null),
                        new EventPlan(EventPlan.Kind.LOSE_NODE, 2, Duration.ofSeconds(70), null),
                        new EventPlan(EventPlan.Kind.DELETE, 1, Duration.ofSeconds(80), null));
    }

    @Test
    void anEventIsWrittenAsItIsRead() {
        assertThat(EventPlan.parseAll("redis-pause@40s/1500ms").getFirst().text())
                .isEqualTo("redis-pause@40s/1500ms");
        assertThat(EventPlan.parseAll("scale:5@40s").getFirst().text()).isEqualTo("scale:5@40s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "redis-kill | redis-kill (expected: WHAT@WHEN, WHAT:HOWMANY@WHEN or WHAT@WHEN/HOWLONG, such as redis-pause@40s/10s)",
                "redis-burn@3s | redis-burn (expected: one of redis-kill, redis-pause, redis-flush, redis-restart, reload, kill, delete, lose-node, scale, rollout)",
                "redis-flush@3s/1s | redis-flush@3s/1s (expected: no time, redis-flush is over at once)",
                "scale@3s | scale@3s (expected: scale:HOWMANY, such as scale:2)",
                "kill:2@3s | kill:2@3s (expected: no number)",
                "kill@3 | '3' (expected: a whole number with ms, s, m or h, such as 20ms or 5s)"
            })
    void whatIsWrongIsSaid(String text, String message) {
        assertThatThrownBy(() -> EventPlan.parseAll(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
