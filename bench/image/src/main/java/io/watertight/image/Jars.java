package io.watertight.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars of an image, in the order of its class path: the project's own first, then the libraries, each by name.
 *
 * @param own the jars of this project, which change with each build
 * @param libraries all others
 */
record Jars(List<Path> own, List<Path> libraries) {

    private static final String OWN = "watertight-";

    Jars {
        own = List.copyOf(own);
        libraries = List.copyOf(libraries);
        if (own.isEmpty()) {
            throw new IllegalArgumentException("--jars: none begins with " + OWN + " (expected: the application's)");
        }
    }

    /** All jars that lie in a folder. */
    static Jars in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(Jars::name))
                    .toList();
            return new Jars(
                    jars.stream().filter(jar -> name(jar).startsWith(OWN)).toList(),
                    jars.stream().filter(jar -> !name(jar).startsWith(OWN)).toList());
        }
    }

    /** File names in the order of the class path. */
    List<String> classPath() {
        return Stream.concat(own.stream(), libraries.stream()).map(Jars::name).toList();
    }

    static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }
}
