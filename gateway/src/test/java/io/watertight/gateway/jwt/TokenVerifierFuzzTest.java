package io.watertight.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Many tokens that are nearly right, held against JJWT. A failure names the seed of the one token that shows it; {@code -Dwatertight.jwt.tokens=1000000} tries
 * more.
 */
class TokenVerifierFuzzTest {

    private static final int TOKENS = Integer.getInteger("watertight.jwt.tokens", 100_000);
    private static final long FIRST_SEED = 20_261_122L;

    /** What JJWT has no laxer idea of than we have: where we refuse for this, it has to refuse, too. */
    private static final Set<JwtRejection> WHERE_BOTH_AGREE =
            EnumSet.of(JwtRejection.BAD_SIGNATURE, JwtRejection.EXPIRED, JwtRejection.NOT_YET_VALID);

    /** Text that matters somewhere: it is put where it does not belong. */
    private static final String[] SNIPPETS = {
        "\"",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        ".",
        "=",
        "\\",
        "\\u0000",
        "\0",
        " ",
        "\n",
        "\u00e9",
        "1e400",
        "-1",
        "NaN",
        "null",
        "true",
        "\"exp\":",
        "\"nbf\":1800000005",
        "\"nbf\":1800000006,",
        "\"sub\":\"bob\",",
        "\"iat\":1e3,",
        "\"aud\":[\"a\"],",
        "\"alg\":\"none\",",
        "\"crit\":[\"exp\"],",
        "\"b64\":false,",
        "\"zip\":\"DEF\",",
        "\"cty\":\"JWT\",",
        "\"kid\":\"k2\",",
        "1799999995",
        "1799999996.5",
        "9007199254740993",
        "AA",
        "-_"
    };

    private final TokenVerifier verifier = new TokenVerifier(Tokens.config());
    private final JjwtParser jjwt = new JjwtParser();

    @Test
    void noTokenMakesVerifyThrowAndTheVerdictIsThatOfJjwtOrAStricterOne() {
        // Given
        Set<JwtRejection> seen = EnumSet.noneOf(JwtRejection.class);
        int verified = 0;

        // When
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TOKENS; seed++) {
            String token = token(new Random(seed));
            try {
                switch (Tokens.verify(verifier, token)) {
                    case Verification.Verified verification -> {
                        verified++;
                        assertThat(jjwt.subjectOf(token)).isEqualTo(verification.subject());
                    }
                    case Verification.Rejected(JwtRejection reason) -> {
                        seen.add(reason);
                        if (WHERE_BOTH_AGREE.contains(reason)) {
                            assertThat(jjwt.accepts(token)).as(reason.tag()).isFalse();
                        }
                    }
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + token, e);
            }
        }

        // Then: the mutations reach both ends of the verifier
        assertThat(verified).isGreaterThan(TOKENS / 20);
        assertThat(seen)
                .containsAll(EnumSet.complementOf(
                        EnumSet.of(JwtRejection.TOO_LARGE, JwtRejection.WRONG_ISSUER, JwtRejection.WRONG_AUDIENCE)));
    }

    private static String token(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> mutated(Tokens.signed(Tokens.HEADER, Tokens.PAYLOAD), random);
            case 1 -> Tokens.signed(mutated(Tokens.HEADER, random), Tokens.PAYLOAD);
            default -> Tokens.signed(Tokens.HEADER, mutated(Tokens.PAYLOAD, random));
        };
    }

    /** With one to three changes. */
    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(6));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
                case 2 -> mutated.replace(at, to, SNIPPETS[random.nextInt(SNIPPETS.length)]);
                case 3 -> mutated.insert(at, mutated.substring(at, to));
                default ->
                    mutated.replace(at, Math.min(mutated.length(), at + 1), String.valueOf((char) random.nextInt(128)));
            }
        }
        return mutated.toString();
    }
}
