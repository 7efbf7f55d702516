package io.watertight.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what is of no use after a run: configurations hold the secret, and token files are large. Stateless. */
final class WorkFiles {
    private static final String LOG = ".log";

    private WorkFiles() {}

    /** Deletes all files but the outputs of the processes, and the directories that are then empty. */
    static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> below = Files.walk(directory)) {
            paths = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                deleteIfEmpty(path);
            } else if (!path.toString().endsWith(LOG)) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** The same where nobody is left to be told that it cannot be done. */
    static void tryDelete(Path directory) {
        try {
            delete(directory);
        } catch (IOException | UncheckedIOException e) {
            // processes that are ending still write there, or it has been deleted
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            if (children.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(directory);
    }
}
