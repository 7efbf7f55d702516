package io.watertight.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import io.watertight.image.Ingredients.Base;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layers of an image, lowest first, from what seldom changes to what changes with each commit. Owners, times and modes do not depend on the machine: everything belongs
 * to root, is of the second after the epoch, and is executable for all or for nobody.
 */
final class ImageLayers {

    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions FOR_ALL = FilePermissions.fromOctalString("777");

    private final List<FileEntriesLayer> layers = new ArrayList<>();

    private ImageLayers() {}

    /**
     * Of all ingredients.
     *
     * @param work an existing folder for what has to be written as files first; to be kept until the image is written
     */
    static List<FileEntriesLayer> of(Ingredients ingredients, Path work) throws IOException {
        ImageLayers result = new ImageLayers();
        if (ingredients.base() instanceof Base.Tree(Path folder)) {
            result.addTree("base", folder, "/");
        }
        result.addTree("java", ingredients.runtime(), Layout.JAVA_HOME);
        Jars jars = Jars.in(ingredients.jars());
        Path natives = work.resolve("native");
        NativeLibraries.extract(jars.libraries(), ingredients.architecture(), natives);
        result.addLibraries(jars.libraries(), natives);
        result.addApplication(ingredients, jars, work);
        Path cache = ingredients.aotCache();
        if (cache != null) {
            result.add(FileEntriesLayer.builder()
                    .setName("ahead-of-time cache")
                    .addEntry(cache, AbsoluteUnixPath.get(Layout.AOT_CACHE), READABLE));
        }
        return List.copyOf(result.layers);
    }

    /** Adds what is in a folder; the folder itself has no entry, since Jib takes none for the root. */
    private void addTree(String name, Path folder, String target) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                layer.addEntryRecursive(
                        child,
                        AbsoluteUnixPath.get(target).resolve(String.valueOf(child.getFileName())),
                        ImageLayers::modeOf);
            }
        }
        add(layer);
    }

    private void addLibraries(List<Path> jars, Path natives) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("libraries");
        addJars(layer, jars);
        layer.addEntryRecursive(natives, AbsoluteUnixPath.get(Layout.NATIVE));
        add(layer);
    }

    private void addApplication(Ingredients ingredients, Jars jars, Path work) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("application");
        addJars(layer, jars.own());
        addText(
                layer,
                work.resolve("jvm.options"),
                JvmOptions.arguments(jars.classPath(), ingredients.aotCache() != null),
                Layout.JVM_OPTIONS);
        addText(layer, work.resolve("jvm.flags"), JvmOptions.flags(ingredients.component()), Layout.JVM_FLAGS);
        add(layer);
    }

    private static void addJars(FileEntriesLayer.Builder layer, List<Path> jars) {
        for (Path jar : jars) {
            layer.addEntry(jar, AbsoluteUnixPath.get(Layout.JARS).resolve(Jars.name(jar)), READABLE);
        }
    }

    private static void addText(FileEntriesLayer.Builder layer, Path file, String text, String target)
            throws IOException {
        layer.addEntry(Files.writeString(file, text), AbsoluteUnixPath.get(target), READABLE);
    }

    private void add(FileEntriesLayer.Builder layer) {
        layers.add(layer.build());
    }

    private static FilePermissions modeOf(Path file, AbsoluteUnixPath target) {
        if (target.toString().equals(Layout.TEMPORARY)) {
            return FOR_ALL;
        }
        return Files.isDirectory(file) || Files.isExecutable(file) ? EXECUTABLE : READABLE;
    }
}
