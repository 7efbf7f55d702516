package io.watertight.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.config.RateLimitFields;
import io.watertight.gateway.config.TiersConfig;
import io.watertight.gateway.jwt.Claims;
import io.watertight.gateway.jwt.Verification.Verified;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.SubjectHasher;
import io.watertight.ratelimit.SubjectKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rate-limit policy as configured now, over the limiter that outlives the configuration. Immutable. */
public final class Policy {

    private final byte[] keyClaim;
    private final QuotaFields base;
    private final @Nullable String tierClaim;
    private final Map<String, QuotaFields> tiers = new HashMap<>();
    private final PolicyLimiter limiter;
    private final SubjectHasher hasher;

    public Policy(
            String name, PolicyConfig config, PolicyLimiter limiter, SubjectHasher hasher, RateLimitFields style) {
        this.keyClaim = config.keyClaim().getBytes(UTF_8);
        this.base = new QuotaFields(name, config.quota(), style);
        TiersConfig configured = config.tiers();
        this.tierClaim = configured == null ? null : configured.claim();
        if (configured != null) {
            configured.quotas().forEach((tier, quota) -> tiers.put(tier, new QuotaFields(name, quota, style)));
        }
        this.limiter = limiter;
        this.hasher = hasher;
    }

    /** The bucket's key of a verified caller, or null where the token has no such claim. */
    public @Nullable SubjectKey keyOf(Verified token) {
        Claims claims = token.claims();
        int index = claims.find(keyClaim);
        if (index < 0 || claims.length(index) == 0) {
            return null;
        }
        return hasher.hash(claims.bytes(), claims.start(index), claims.length(index));
    }

    /** The quota that holds this caller: that of its tier, else the policy's own. */
    public QuotaFields quotaOf(Verified token) {
        if (tierClaim == null) {
            return base;
        }
        String tier = token.claims().claim(tierClaim);
        return tier == null ? base : tiers.getOrDefault(tier, base);
    }

    /** Asks the limiter; it answers once, now or later. */
    public void decide(SubjectKey key, QuotaFields quota, long cost, DecisionListener then) {
        limiter.limiter().decide(key, quota.quota(), cost, then);
    }

    public PolicyLimiter limiter() {
        return limiter;
    }
}
