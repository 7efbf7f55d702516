package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.GatewayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the gateway itself read the configuration of a render, with secrets where the pod would have them mounted. */
final class GatewayCheck {

    private static final Pattern MOUNTED = Pattern.compile("(caFile: )?/etc/watertight/(keys|redis)/([A-Za-z0-9._-]+)");

    /** Self-signed, and nobody has its key. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBcjCCARegAwIBAgIUYLYVUokvkoCtJNrAdWnVXPP7Q2kwCgYIKoZIzj0EAwIw
            DTELMAkGA1UEAwwCY2EwIBcNMjYxMTIzMTUyNDQ2WhgPMjEyNjEwMzAxNTI0NDZa
            MA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZo9eqd55
            O3ghoNdVbsd8fjoR3ONCea/+Pcu0P5FyJkbqPG/ziWed5iwZzZpEUtd+ipllBrwK
            s68850K+muQ5U6NTMFEwHQYDVR0OBBYEFM/VQpkV5vskYkOidnd32SY5/s9sMB8G
            A1UdIwQYMBaAFM/VQpkV5vskYkOidnd32SY5/s9sMA8GA1UdEwEB/wQFMAMBAf8w
            CgYIKoZIzj0EAwIDSQAwRgIhAMkHT81V+8DY6dsLBP6x346FPEc9YMKiqVsu3Dcn
            acmmAiEAiBaqsv2PJbAztb4W5kuS8LDRzNTjyfDceg/9A3O97q0=
            -----END CERTIFICATE-----
            """;

    private GatewayCheck() {}

    /** @throws AssertionError with all that the gateway says against it */
    static GatewayConfig accepted(Objects objects) {
        try {
            Path folder = Files.createTempDirectory("gateway");
            try {
                Path file = folder.resolve("gateway.yaml");
                Files.writeString(file, mountedBelow(folder, text(objects)));
                return ConfigLoader.load(file);
            } catch (ConfigException e) {
                throw new AssertionError(e.getMessage(), e);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration file of the render. */
    static String text(Objects objects) {
        JsonNode map = objects.get("ConfigMap", "demo-watertight");
        return map.path("data").path("gateway.yaml").asText();
    }

    /** The same, with everything that is mounted below a folder instead, and a secret or certificates in each file. */
    static String mountedBelow(Path folder, String config) throws IOException {
        Matcher mounted = MOUNTED.matcher(config);
        while (mounted.find()) {
            Path file = folder.resolve(mounted.group(2)).resolve(mounted.group(3));
            Files.createDirectories(file.resolveSibling(""));
            // as long as any key has to be, and no two alike
            String secret = (mounted.group(3) + "-").repeat(64).substring(0, 64);
            Files.writeString(file, mounted.group(1) == null ? secret : CERTIFICATE);
        }
        return config.replace("/etc/watertight/", folder + "/");
    }
}
