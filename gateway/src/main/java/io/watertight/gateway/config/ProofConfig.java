package io.watertight.gateway.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway lets a bench see.
 *
 * @param decisionTime whether each answer that a limiter decided carries the decision's instant
 * @param obituary the file that receives the final ledger on exit, absolute; null for none
 */
public record ProofConfig(boolean decisionTime, @Nullable Path obituary) {

    static final ProofConfig DEFAULT = new ProofConfig(false, null);
}
