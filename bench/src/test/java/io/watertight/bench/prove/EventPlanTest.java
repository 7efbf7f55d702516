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
        assertThat(EventPlan.parseAll("redis-flush@60s,redis-kill@20s,redis-pause@40s/10s,kill@5s/500ms,stop@1m"))
                .containsExactly(
                        new EventPlan(EventPlan.Kind.KILL, Duration.ofSeconds(5), Duration.ofMillis(500)),
                        new EventPlan(EventPlan.Kind.REDIS_KILL, Duration.ofSeconds(20), Duration.ofSeconds(5)),
                        new EventPlan(EventPlan.Kind.REDIS_PAUSE, Duration.ofSeconds(40), Duration.ofSeconds(10)),
                        new EventPlan(EventPlan.Kind.REDIS_FLUSH, Duration.ofSeconds(60), null),
                        new EventPlan(EventPlan.Kind.STOP, Duration.ofSeconds(60), null));
    }

    @Test
    void anEventIsWrittenAsItIsRead() {
        assertThat(EventPlan.parseAll("redis-pause@40s/1500ms").getFirst().text())
                .isEqualTo("redis-pause@40s/1500ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "redis-kill | redis-kill (expected: WHAT@WHEN or WHAT@WHEN/HOWLONG, such as redis-pause@40s/10s)",
                "redis-burn@3s | redis-burn (expected: one of redis-kill, redis-pause, redis-flush, redis-restart, reload, kill, stop)",
                "redis-flush@3s/1s | redis-flush@3s/1s (expected: no time, redis-flush is over at once)",
                "kill@3 | '3' (expected: a whole number with ms, s, m or h, such as 20ms or 5s)"
            })
    void whatIsWrongIsSaid(String text, String message) {
        assertThatThrownBy(() -> EventPlan.parseAll(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
