package io.watertight.bench.compare;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watertight.bench.cluster.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the folders that describe gateways. Stateless. */
public final class Catalogue {
    private static final String DESCRIPTOR = "gateway.yaml";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
            .build();

    private Catalogue() {}

    /**
     * Where the project has its folders: beside the classes of this one, {@code bench/gateways}.
     *
     * @throws IOException if they are not there, because this was not started from a checkout
     */
    public static Path projectFolder() throws IOException {
        return ProjectFolder.named("gateways");
    }

    /**
     * All contestants, in the order of their folders' names and of the variants in each.
     *
     * @throws IOException if the folder or a descriptor in it cannot be read, or says something wrong; the message names the
     *     file
     */
    public static List<Contestant> read(Path folder) throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                Path file = child.resolve(DESCRIPTOR);
                if (Files.exists(file)) {
                    GatewayDescriptor gateway = descriptor(file);
                    gateway.variants()
                            .forEach((name, variant) ->
                                    contestants.add(new Contestant(name, child.toAbsolutePath(), gateway, variant)));
                }
            }
        }
        return contestants;
    }

    private static GatewayDescriptor descriptor(Path file) throws IOException {
        try {
            return YAML.readValue(Files.readString(file), GatewayDescriptor.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
