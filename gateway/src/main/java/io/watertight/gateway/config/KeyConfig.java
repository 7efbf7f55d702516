package io.watertight.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * One key that tokens may be signed with.
 *
 * @param kid the {@code kid} that selects it, 1 to 128 characters; null only where it is the only key
 * @param algorithm the one algorithm that it verifies
 * @param secret at least as many bytes as the algorithm's hash has
 */
public record KeyConfig(@Nullable String kid, MacAlgorithm algorithm, Secret secret) {

    static final int MAX_KID_LENGTH = 128;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the kid is empty or too long, or the secret too short
     */
    public KeyConfig {
        new Violations()
                .check(
                        kid == null || (!kid.isEmpty() && kid.length() <= MAX_KID_LENGTH),
                        "kid",
                        kid == null || kid.isEmpty() ? "empty" : kid.length() + " characters",
                        "1 to " + MAX_KID_LENGTH + " characters")
                .check(
                        secret.length() >= algorithm.hashBytes(),
                        "secretFile",
                        secret.length() + " bytes in " + secret.file(),
                        ">= " + algorithm.hashBytes() + " bytes for " + algorithm + ", RFC 7518 section 3.2")
                .throwIfAny();
    }
}
