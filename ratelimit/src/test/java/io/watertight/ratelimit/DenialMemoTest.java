package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenialMemoTest {

    private static final int SLOTS = 64;

    @Test
    void knowsNothingOfWhomItWasNotToldOf() {
        DenialMemo memo = new DenialMemo(-7, SLOTS);

        assertThat(memo.tat(new SubjectKey(1, 2), -7)).isEqualTo(-7);
    }

    @Test
    void keepsTheLaterOfTwoInstants() {
        DenialMemo memo = new DenialMemo(0, SLOTS);
        SubjectKey key = new SubjectKey(1, 2);
        memo.note(key, 30, 0);

        memo.note(key, 20, 0);

        assertThat(memo.tat(key, 0)).isEqualTo(30);
    }

    @Test
    void forgetsFirstWhatIsSoonestOfNoUse() {
        DenialMemo memo = new DenialMemo(0, SLOTS);
        List<SubjectKey> sameSet =
                IntStream.range(0, 5).mapToObj(i -> new SubjectKey(0, i)).toList();
        for (int i = 0; i < 5; i++) {
            memo.note(sameSet.get(i), i == 2 ? 10 : 100 + i, 0);
        }

        List<Long> known = sameSet.stream().map(key -> memo.tat(key, 0)).toList();

        assertThat(known).containsExactly(100L, 101L, 0L, 103L, 104L);
    }

    @Test
    void isNotShortOfRoomWhateverTheClockSays() {
        DenialMemo memo = new DenialMemo(Long.MIN_VALUE / 2, SLOTS);
        long now = Long.MIN_VALUE / 2;
        for (int i = 0; i < 4; i++) {
            memo.note(new SubjectKey(0, i), now + 5 + i, now);
        }

        List<Long> known = IntStream.range(0, 4)
                .mapToObj(i -> memo.tat(new SubjectKey(0, i), now) - now)
                .toList();

        assertThat(known).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void neverSaysMoreThanItWasTold() {
        Property.holds(1_000, random -> {
            long now = Arbitrary.origin(random);
            DenialMemo memo = new DenialMemo(now, SLOTS);
            Map<SubjectKey, Long> latest = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                SubjectKey key = new SubjectKey(random.nextInt(20), random.nextInt(20));
                long tat = now + random.nextLong(1, 1000);
                latest.merge(key, tat, Math::max);

                memo.note(key, tat, now);

                assertThat(memo.tat(key, now)).isBetween(tat, latest.get(key));
                SubjectKey other = new SubjectKey(random.nextInt(20), random.nextInt(20));
                long most = Math.max(latest.getOrDefault(other, now) - now, 0);
                assertThat(memo.tat(other, now) - now).isLessThanOrEqualTo(most);
                now += random.nextLong(50);
            }
        });
    }
}
