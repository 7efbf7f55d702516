package io.watertight.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the jwt section and the secrets it refers to. */
final class JwtReader {

    private final Path file;
    private final Inputs inputs;
    private final Errors errors;

    /** @param file where secret files are relative to; absolute */
    JwtReader(Path file, Inputs inputs, Errors errors) {
        this.file = file;
        this.inputs = inputs;
        this.errors = errors;
    }

    /** The section, or null where it is broken. */
    @Nullable
    JwtConfig read(Section section) {
        List<@Nullable KeyConfig> keys = new ArrayList<>();
        for (Section each : section.sections("keys")) {
            keys.add(each == null ? null : key(each));
        }
        String issuer = section.optionalText("issuer");
        String audience = section.optionalText("audience");
        Duration leeway = section.duration("leeway", JwtConfig.DEFAULT_LEEWAY);
        Set<String> requiredClaims = new LinkedHashSet<>(section.parsedList(
                "requiredClaims", JwtConfig.DEFAULT_REQUIRED_CLAIMS, "the name of a claim", Function.identity()));
        int maxTokenBytes = section.intNumber("maxTokenBytes", JwtConfig.DEFAULT_MAX_TOKEN_BYTES);
        section.end();

        Violations violations = JwtConfig.judge(keys, issuer, audience, leeway, requiredClaims, maxTokenBytes);
        errors.addAll(section.path(), violations.found(), UnaryOperator.identity());
        if (keys.contains(null) || !violations.found().isEmpty()) {
            return null;
        }
        List<KeyConfig> whole = keys.stream().map(Objects::requireNonNull).toList();
        return new JwtConfig(whole, issuer, audience, leeway, requiredClaims, maxTokenBytes);
    }

    private @Nullable KeyConfig key(Section section) {
        String kid = section.optionalText("kid");
        section.require("algorithm", "HS256, HS384 or HS512");
        MacAlgorithm algorithm = section.choice("algorithm", MacAlgorithm.HS256);
        section.require("secretFile", "the file that holds the secret");
        String name = section.text("secretFile", "");
        section.end();
        Secret secret = name.isEmpty() ? null : secret(name, section.pathOf("secretFile"));
        return secret == null || errors.has(section.pathOf("algorithm"))
                ? null
                : errors.collect(section.path(), UnaryOperator.identity(), () -> new KeyConfig(kid, algorithm, secret));
    }

    private @Nullable Secret secret(String name, String path) {
        try {
            return SecretFile.read(file.resolveSibling(name), inputs);
        } catch (IOException e) {
            errors.add(path, name, "a readable file; " + e.getMessage());
        } catch (IllegalArgumentException e) {
            errors.add(path, "a name that no file can have", "the file that holds the secret");
        }
        return null;
    }
}
