package io.watertight.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watertight.image.Ingredients.Base;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Small ingredients in a folder, with all that the real ones have to tell apart. */
record Kitchen(Path folder) {

    static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");

    /** Lays out files of the given age: images must not depend on it. */
    static Kitchen in(Path folder, Instant modified) throws IOException {
        Kitchen kitchen = new Kitchen(folder);
        kitchen.write("base/etc/passwd", "nonroot:x:65532:65532::/tmp:\n");
        Files.createDirectories(folder.resolve("base/tmp"));
        Files.setPosixFilePermissions(
                kitchen.write("java/bin/java", "\177ELF"), PosixFilePermissions.fromString("rwx------"));
        kitchen.write("java/lib/modules", "modules");
        for (Component component : Component.values()) {
            String jars = "jars/" + component + "/";
            kitchen.jar(jars + "watertight-" + component + "-1.jar", Map.of("io/watertight/A.class", "a"));
            kitchen.jar(
                    jars + "transport-native-linux.jar",
                    Map.of(
                            "META-INF/native/libtransport_x86_64.so", "for amd64",
                            "META-INF/native/libtransport_aarch_64.so", "for arm64"));
        }
        kitchen.write("cache.aot", "learned");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(modified));
            }
        }
        return kitchen;
    }

    Ingredients ingredients(Component component) {
        return make(component, new Base.Tree(folder.resolve("base")), folder.resolve("cache.aot"));
    }

    Ingredients withoutCache(Component component) {
        return make(component, new Base.Tree(folder.resolve("base")), null);
    }

    Ingredients standingOn(Path tar) {
        return make(Component.GATEWAY, new Base.Tar(tar), folder.resolve("cache.aot"));
    }

    private Ingredients make(Component component, Base base, @Nullable Path cache) {
        return new Ingredients(
                component,
                Architecture.AMD64,
                base,
                folder.resolve("java"),
                folder.resolve("jars/" + component),
                cache,
                "1.2.3",
                "0123abc",
                CREATED);
    }

    /** Cooks, in a folder of its own. */
    Path write(Ingredients ingredients) throws IOException, InterruptedException {
        Path tar = folder.resolve(ingredients.component() + ".tar");
        new ImageWriter(folder.resolve("work")).write(ingredients, tar);
        return tar;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void jar(String name, Map<String, String> content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream bytes = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : content.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .toList()) {
                JarEntry header = new JarEntry(entry.getKey());
                header.setTime(0);
                jar.putNextEntry(header);
                jar.write(entry.getValue().getBytes(UTF_8));
                jar.closeEntry();
            }
        }
    }
}
