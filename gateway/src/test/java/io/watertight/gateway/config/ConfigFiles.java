package io.watertight.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory with a configuration and its secrets. */
final class ConfigFiles {

    /** 64 bytes: long enough for every algorithm. */
    static final String SECRET = "0123456789abcdef".repeat(4);

    /** The least that makes a gateway with one limited route. */
    static final String VALID = """
            jwt:
              keys:
                - { kid: k1, algorithm: HS256, secretFile: k1 }
            policies:
              default: { limit: 100/1m, burst: 20 }
            routes:
              - { path: /api, upstream: echo, policy: default }
            upstreams:
              echo: { endpoints: [ 127.0.0.1:8081 ] }
            """;

    private final Path directory;

    ConfigFiles(Path directory) {
        this.directory = directory;
        write("k1", SECRET);
    }

    Path file() {
        return path("gateway.yaml");
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String name, byte[] bytes) {
        try {
            Files.write(path(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayConfig load(String yaml) throws ConfigException {
        write("gateway.yaml", yaml);
        return ConfigLoader.load(file());
    }

    /** What is wrong with the text, without the directory in the messages; empty if nothing is. */
    List<String> errorsOf(String yaml) {
        try {
            load(yaml);
            return List.of();
        } catch (ConfigException e) {
            return e.errors().stream().map(this::withoutDirectory).toList();
        }
    }

    String withoutDirectory(String message) {
        return message.replace(directory + "/", "");
    }
}
