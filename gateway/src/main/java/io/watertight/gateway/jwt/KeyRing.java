package io.watertight.gateway.jwt;

import io.watertight.gateway.config.KeyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured keys by kid. Immutable. */
final class KeyRing {

    private final Map<String, HmacKey> byKid = new HashMap<>();
    private final int size;

    /** What a token without a kid is verified with; null where there are several keys. */
    private final @Nullable HmacKey only;

    KeyRing(List<KeyConfig> configs) {
        HmacKey last = null;
        size = configs.size();
        for (int i = 0; i < size; i++) {
            KeyConfig config = configs.get(i);
            last = new HmacKey(i, config);
            if (config.kid() != null) {
                byKid.put(config.kid(), last);
            }
        }
        only = size == 1 ? last : null;
    }

    int size() {
        return size;
    }

    /** The key of that name, or the only one for null; null if it is unknown. */
    @Nullable
    HmacKey select(@Nullable String kid) {
        return kid == null ? only : byKid.get(kid);
    }
}
