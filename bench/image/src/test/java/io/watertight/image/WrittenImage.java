package io.watertight.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as an engine sees it: its configuration, and for each layer the files in it. */
record WrittenImage(JsonNode manifest, JsonNode config, List<Map<String, Entry>> layers) {

    /** A file or folder of a layer. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    record Entry(int mode, long userId, long groupId, long modifiedSeconds, byte[] content) {
        String text() {
            return new String(content, UTF_8);
        }
    }

    static WrittenImage read(Path tar) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Entry> files;
        try (InputStream bytes = Files.newInputStream(tar)) {
            files = entries(bytes);
        }
        JsonNode manifest = json.readTree(get(files, "manifest.json").content()).get(0);
        JsonNode config =
                json.readTree(get(files, manifest.get("Config").asText()).content());
        List<Map<String, Entry>> layers = new ArrayList<>();
        for (JsonNode layer : manifest.get("Layers")) {
            layers.add(entries(new GZIPInputStream(
                    new ByteArrayInputStream(get(files, layer.asText()).content()))));
        }
        return new WrittenImage(manifest, config, layers);
    }

    /** Of all layers, the upper one's where several have a file; names begin with a slash, and those of folders end with one. */
    Map<String, Entry> files() {
        Map<String, Entry> files = new LinkedHashMap<>();
        layers.forEach(layer -> layer.forEach((name, entry) -> files.put("/" + name, entry)));
        return files;
    }

    /** One of {@link #files()}. */
    Entry file(String name) {
        return get(files(), name);
    }

    /** A list of texts in the part of the configuration that is about the process. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        config.get("config").get(key).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Entry get(Map<String, Entry> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static Map<String, Entry> entries(InputStream bytes) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(
                        entry.getName(),
                        new Entry(
                                entry.getMode() & 0777,
                                entry.getLongUserId(),
                                entry.getLongGroupId(),
                                entry.getLastModifiedTime().toInstant().getEpochSecond(),
                                tar.readAllBytes()));
            }
        }
        return entries;
    }
}
