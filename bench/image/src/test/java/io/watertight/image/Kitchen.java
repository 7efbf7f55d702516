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
        return new Ingredients(
                component,
                Architecture.AMD64,
                new Base.Tree(folder.resolve("base")),
                folder.resolve("java"),
                folder.resolve("jars/" + component),
                folder.resolve("cache.aot"),
                "1.2.3",
                "0123abc",
                CREATED);
    }

    Ingredients without(Component component) {
        Ingredients all = ingredients(component);
        return new Ingredients(
                component,
                all.architecture(),
                all.base(),
                all.runtime(),
                all.jars(),
                null,
                all.version(),
                all.revision(),
                all.created());
    }

    Ingredients standingOn(Path tar, Architecture architecture) {
        Ingredients all = ingredients(Component.GATEWAY);
        return new Ingredients(
                all.component(),
                architecture,
                new Base.Tar(tar),
                all.runtime(),
                all.jars(),
                all.aotCache(),
                all.version(),
                all.revision(),
                all.created());
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
