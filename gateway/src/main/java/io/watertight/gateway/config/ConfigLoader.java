package io.watertight.gateway.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** From a file to a {@link GatewayConfig} and back to text. Stateless, safe for use by several threads. */
public final class ConfigLoader {

    private ConfigLoader() {}

    /**
     * Reads a configuration and the secrets it refers to.
     *
     * @param file the YAML file; messages name it as given here
     * @throws ConfigException with everything that is wrong with it, if anything is
     */
    public static GatewayConfig load(Path file) throws ConfigException {
        return load(file, new Inputs());
    }

    /** @param inputs learns which files were read, also when this fails */
    static GatewayConfig load(Path file, Inputs inputs) throws ConfigException {
        Errors errors = new Errors(file.toString());
        Node.Mapping root = parse(file, inputs, errors);
        GatewayConfig config = new ConfigReader(file, inputs, errors).read(root);
        if (config == null) {
            throw new ConfigException(errors.messages());
        }
        return config;
    }

    /**
     * The effective configuration as YAML: every default filled in, every secret left out. What it prints is itself a
     * configuration, and loads to an equal one as long as the secret files are there.
     */
    public static String render(GatewayConfig config) {
        return ConfigRenderer.render(config);
    }

    private static Node.Mapping parse(Path file, Inputs inputs, Errors errors) throws ConfigException {
        try {
            return YamlTree.read(utf8(inputs.read(file)), errors);
        } catch (CharacterCodingException e) {
            throw new ConfigException(List.of(file + ": bytes that are no text (expected: UTF-8)"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage() + " (expected: a readable YAML file)"));
        } catch (YamlSyntaxException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
