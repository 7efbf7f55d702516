package io.watertight.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Takes the shared objects of one architecture out of the jars that carry them: the JVM could load them only by way of a writable folder. */
final class NativeLibraries {

    private static final String FOLDER = "META-INF/native/";

    private NativeLibraries() {}

    /** Writes them into a folder, under the names they have in the jars. */
    static void extract(List<Path> jars, Architecture architecture, Path into) throws IOException {
        Files.createDirectories(into);
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                List<? extends ZipEntry> found = file.stream()
                        .filter(entry -> entry.getName().startsWith(FOLDER)
                                && entry.getName().endsWith("_" + architecture.netty() + ".so"))
                        .toList();
                for (ZipEntry entry : found) {
                    try (InputStream bytes = file.getInputStream(entry)) {
                        Path target = into.resolve(entry.getName().substring(FOLDER.length()));
                        Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
