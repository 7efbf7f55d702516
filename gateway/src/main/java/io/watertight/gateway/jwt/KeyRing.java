package io.watertight.gateway.jwt;

import io.watertight.gateway.config.KeyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured keys by kid. */
final class KeyRing {

    private final Map<String, HmacKey> byKid = new HashMap<>();

    /** What a token without a kid is verified with; null where there are several keys. */
    private final @Nullable HmacKey only;

    KeyRing(List<KeyConfig> configs) {
        HmacKey last = null;
        for (KeyConfig config : configs) {
            last = new HmacKey(config);
            if (config.kid() != null) {
                byKid.put(config.kid(), last);
            }
        }
        only = configs.size() == 1 ? last : null;
    }

    /** @throws RefusedTokenException unknown key */
    HmacKey select(@Nullable String kid) throws RefusedTokenException {
        HmacKey key = kid == null ? only : byKid.get(kid);
        if (key == null) {
            throw RefusedTokenException.of(JwtRejection.UNKNOWN_KEY);
        }
        return key;
    }
}
