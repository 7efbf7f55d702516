package io.watertight.gateway.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway lets a bench see.
 *
 * @param decisionTime whether each answer that a limiter decided carries the decision's instant
 * @param replica the name of this replica on each answer that a limiter decided; null for none
 * @param obituary the file that receives the final ledger on exit, absolute; null for none
 */
public record ProofConfig(
        boolean decisionTime,
        @Nullable String replica,
        @Nullable Path obituary) {

    static final ProofConfig DEFAULT = new ProofConfig(false, null, null);

    private static final Pattern REPLICA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the replica's name may not stand in a field
     */
    public ProofConfig {
        new Violations()
                .check(
                        replica == null || REPLICA.matcher(replica).matches(),
                        "replica",
                        String.valueOf(replica),
                        "1 to 63 letters, digits, dots, hyphens or underscores, a letter or digit first")
                .throwIfAny();
    }
}
