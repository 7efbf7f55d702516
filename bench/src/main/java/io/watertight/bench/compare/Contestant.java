package io.watertight.bench.compare;

import io.watertight.bench.compare.GatewayDescriptor.Limiter;
import io.watertight.bench.compare.GatewayDescriptor.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A gateway in one of its variants. Immutable.
 *
 * @param name unique among all, such as {@code haproxy}
 * @param folder the folder that it is described in
 * @param gateway what all variants of the folder have in common
 * @param variant what this one has of its own
 */
public record Contestant(String name, Path folder, GatewayDescriptor gateway, Variant variant) {
    public String title() {
        return variant.title();
    }

    public boolean isShared() {
        return variant.limiter() == Limiter.SHARED;
    }

    /** Why it cannot run here; empty if it can. */
    public Optional<String> missing() {
        if (!gateway.binary().isEmpty() && SearchPath.find(gateway.binary()).isEmpty()) {
            return Optional.of(gateway.binary() + " is not on the PATH");
        }
        if (variant.redis() && SearchPath.find(RedisServer.BINARY).isEmpty()) {
            return Optional.of(RedisServer.BINARY + " is not on the PATH");
        }
        if (!gateway.build().isEmpty()
                && SearchPath.find(gateway.build().getFirst()).isEmpty()) {
            return Optional.of("it has to be built, and " + gateway.build().getFirst() + " is not on the PATH");
        }
        return gateway.requires().stream()
                .filter(file -> !Files.exists(Path.of(file)))
                .findFirst()
                .map(file -> file + " is not there");
    }
}
