package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.compare.Comparison.Check;
import io.watertight.bench.compare.Comparison.Check.Result;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each stub does one thing wrong, and is found wrong in that and in nothing else. */
final class PreflightTest {
    private static final int WINDOW_SECONDS = 5;
    private static final Map<Wrong, Preflight> FOUND = new EnumMap<>(Wrong.class);

    @BeforeAll
    static void lookAtAllOfThemAtOnce() throws Exception {
        Map<Wrong, Future<Preflight>> looking = new EnumMap<>(Wrong.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Wrong wrong : Wrong.values()) {
                looking.put(wrong, threads.submit(() -> lookAt(wrong)));
            }
            for (Map.Entry<Wrong, Future<Preflight>> one : looking.entrySet()) {
                FOUND.put(one.getKey(), one.getValue().get());
            }
        }
    }

    private static Preflight lookAt(Wrong wrong) throws Exception {
        Tokens tokens = new Tokens();
        try (StubGateway gateway = new StubGateway(tokens.secret(), wrong, WINDOW_SECONDS)) {
            return Preflight.of(gateway.entrances(), Map.of(), tokens, WINDOW_SECONDS);
        }
    }

    @Test
    void aGatewayThatEnforcesThePolicyPasses() {
        // Given
        Preflight preflight = found(Wrong.NOTHING);

        // When
        List<Check> checks = preflight.checks();

        // Then
        assertThat(checks).hasSize(6).allMatch(check -> check.result() == Result.PASSED);
        assertThat(Entrance.values()).allMatch(preflight::isFit);
    }

    @ParameterizedTest
    @CsvSource({
        "TAKES_ANY_SIGNATURE, bad tokens, a token signed with another key: 200 (expected: 401)",
        "TAKES_EXPIRED_TOKENS, bad tokens, an expired token: 200 (expected: 401)",
        "TAKES_UNSIGNED_TOKENS, bad tokens, a token with alg none: 200 (expected: 401)",
    })
    void aGatewayThatTakesBadTokensIsNotMeasuredWithTokens(Wrong wrong, String check, String detail) {
        // Given
        Preflight preflight = found(wrong);

        // When
        List<Check> failed = failed(preflight);

        // Then
        assertThat(failed).containsExactly(new Check(check, Result.FAILED, detail));
        assertThat(preflight.isFit(Entrance.PLAIN)).isTrue();
        assertThat(preflight.isFit(Entrance.JWT)).isFalse();
        assertThat(preflight.isFit(Entrance.LIMIT)).isFalse();
        assertThat(preflight.isFit(Entrance.STRICT)).isFalse();
    }

    @Test
    void aGatewayThatLetsOneMorePassIsNotMeasuredWithALimit() {
        // Given
        Preflight preflight = found(Wrong.LIMITS_ONE_LATE);

        // When
        List<Check> failed = failed(preflight);

        // Then
        assertThat(failed).extracting(Check::name).contains("limit 10", "at once");
        assertThat(failed).extracting(Check::detail).contains("11 of 15 passed, not the first 10");
        assertThat(preflight.isFit(Entrance.JWT)).isTrue();
        assertThat(preflight.isFit(Entrance.LIMIT)).isFalse();
    }

    @Test
    void aGatewayWithOneBucketForAllIsNotMeasuredWithALimit() {
        // Given
        Preflight preflight = found(Wrong.LIMITS_ALL_SUBJECTS_TOGETHER);

        // When
        List<Check> failed = failed(preflight);

        // Then
        assertThat(failed).extracting(Check::name).contains("another subject");
        assertThat(preflight.isFit(Entrance.LIMIT)).isFalse();
    }

    @Test
    void aCounterThatIsReadAndWrittenInTwoStepsIsFoundByRequestsAtOnce() {
        // Given
        Preflight preflight = found(Wrong.COUNTS_IN_TWO_STEPS);

        // When
        List<Check> failed = failed(preflight);

        // Then
        assertThat(failed).extracting(Check::name).contains("at once").doesNotContain("limit 10", "bad tokens");
        assertThat(preflight.isFit(Entrance.LIMIT)).isTrue();
    }

    @Test
    void aFixedWindowIsFoundAroundItsEndAndIsMeasuredAllTheSame() {
        // Given
        Preflight preflight = found(Wrong.COUNTS_IN_FIXED_WINDOWS);

        // When
        List<Check> failed = failed(preflight);

        // Then
        assertThat(failed).extracting(Check::name).containsExactly("around a window's end");
        assertThat(failed.getFirst().detail()).startsWith("19 passed within");
        assertThat(preflight.isFit(Entrance.LIMIT)).isTrue();
    }

    @Test
    void whatAGatewayHasNotIsNotAvailableForTheReasonThatItGives() throws Exception {
        // Given
        Tokens tokens = new Tokens();
        try (StubGateway gateway = new StubGateway(tokens.secret(), Wrong.NOTHING, WINDOW_SECONDS)) {
            Map<Entrance, Address> plainAlone =
                    Map.of(Entrance.PLAIN, gateway.entrances().get(Entrance.PLAIN));
            Map<String, String> reasons = Map.of("jwt", "no tokens", "limit", "no limits", "strict", "no limits");

            // When
            Preflight preflight = Preflight.of(plainAlone, reasons, tokens, WINDOW_SECONDS);

            // Then
            assertThat(preflight.checks())
                    .contains(
                            new Check("forwards", Result.PASSED, ""),
                            new Check("bad tokens", Result.NOT_AVAILABLE, "no tokens"),
                            new Check("limit 10", Result.NOT_AVAILABLE, "no limits"));
            assertThat(preflight.isFit(Entrance.LIMIT)).isFalse();
        }
    }

    private static Preflight found(Wrong wrong) {
        return Objects.requireNonNull(FOUND.get(wrong));
    }

    private static List<Check> failed(Preflight preflight) {
        return preflight.checks().stream()
                .filter(check -> check.result() == Result.FAILED)
                .toList();
    }
}
