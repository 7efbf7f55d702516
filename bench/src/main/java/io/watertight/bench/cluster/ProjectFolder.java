package io.watertight.bench.cluster;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Finds what is beside this program in a checkout of the project. Stateless. */
public final class ProjectFolder {
    private ProjectFolder() {}

    /**
     * The folder of that name in the first of the folders above the classes of this one that has one.
     *
     * @throws IOException if there is none, because this was not started from a checkout
     */
    public static Path named(String name) throws IOException {
        try {
            Path classes = Path.of(ProjectFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path above = classes; above != null; above = above.getParent()) {
                Path folder = above.resolve(name);
                if (Files.isDirectory(folder)) {
                    return folder;
                }
            }
            throw new NotDirectoryException("no folder " + name + " above " + classes + " (name one)");
        } catch (URISyntaxException e) {
            throw new IOException("where this program is cannot be told: " + e.getMessage(), e);
        }
    }
}
