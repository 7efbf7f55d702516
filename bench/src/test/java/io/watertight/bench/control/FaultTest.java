package io.watertight.bench.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.proof.LawName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void everyLawIsBrokenByAFault() {
        Set<LawName> broken = EnumSet.noneOf(LawName.class);
        Arrays.stream(Fault.values()).forEach(fault -> broken.addAll(fault.laws()));

        assertThat(broken).isEqualTo(EnumSet.allOf(LawName.class));
    }

    @Test
    void onlyNoFaultBreaksNoLaw() {
        assertThat(Arrays.stream(Fault.values()).filter(fault -> fault.laws().isEmpty()))
                .containsExactly(Fault.NONE);
    }

    @Test
    void anUnknownNameIsAnsweredWithAllThereAre() {
        assertThatThrownBy(() -> Fault.of("leak"))
                .hasMessageStartingWith("leak (expected: one of none, cleanup-stops, ")
                .hasMessageContaining(", loses-answers, ");
    }
}
