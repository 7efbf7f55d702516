package io.watertight.bench.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a replica's last words balance, and yet say nothing of half the buckets it has made. Stateless. */
final class LyingObituary {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LyingObituary() {}

    /** @param config of the gateway that has just ended */
    static void rewrite(Path config) {
        try {
            Path obituary = ConfigLoader.load(config).proof().obituary();
            if (obituary == null) {
                throw new IllegalArgumentException(config + " names no obituary");
            }
            ObjectNode root = (ObjectNode) JSON.readTree(Files.readString(obituary));
            root.required("policies").forEach(policy -> halve((ObjectNode) policy));
            Files.writeString(obituary, JSON.writeValueAsString(root));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("the configuration was valid a moment ago", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void halve(ObjectNode policy) {
        long half = policy.required("created").longValue() / 2;
        policy.put("created", half).put("expired", half).put("live", 0);
    }
}
