package io.watertight.bench.k6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On lines that k6 2.2.0 wrote. */
class EvidenceLineTest {
    @Test
    void anAnswerSaysWhoDecidedWhen() {
        assertThat(EvidenceLine.parse("e r 17 429 1429 25885381739617 gw-0 1795350365499 1795350365501 1442"))
                .contains(new EvidenceLine(
                        'r',
                        17,
                        429,
                        1429,
                        Optional.of(25885381739617L),
                        "gw-0",
                        1795350365499L,
                        1795350365501L,
                        1442));
    }

    @Test
    void aRequestThatWasNotAnsweredSaysWhy() {
        assertThat(EvidenceLine.parse("e p 2 0 1220 - - 1795350370659 1795350370661 2267"))
                .contains(
                        new EvidenceLine('p', 2, 0, 1220, Optional.empty(), "", 1795350370659L, 1795350370661L, 2267));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e r 17 429 1429 25885381739617 gw-0 1795350365499",
                "e r 17 429 1429 25885381739617 gw-0 1795350365499 1795350365501 1442 1",
                "e r 17 429 14x9 25885381739617 gw-0 1795350365499 1795350365501 1442",
                "e r",
                "e "
            })
    void aLineThatIsCutIsOneOfEvidenceAndSaysNothing(String cut) {
        assertThat(EvidenceLine.isOne(cut)).isTrue();
        assertThat(EvidenceLine.parse(cut)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Request Failed", "ready engine=k6", "  21 requests of 1 subjects: 14 allowed", ""})
    void whatK6SaysOtherwiseIsNone(String other) {
        assertThat(EvidenceLine.isOne(other)).isFalse();
    }
}
