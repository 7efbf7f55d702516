package io.watertight.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import io.watertight.image.Ingredients.Base;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Writes an image to a tar. */
final class ImageWriter {

    private final Path work;

    /** @param work folder for intermediate files, which may be kept for the next image */
    ImageWriter(Path work) {
        this.work = work;
    }

    /**
     * Writes one image, named by its component and version.
     *
     * @throws IOException if a file cannot be read or written, or the base is no image as {@code docker save} writes it
     */
    void write(Ingredients ingredients, Path tar) throws IOException, InterruptedException {
        Component component = ingredients.component();
        Path own = Files.createDirectories(work.resolve(component.toString()));
        try {
            JibContainerBuilder image = switch (ingredients.base()) {
                case Base.Tree ignored -> Jib.fromScratch();
                case Base.Tar(Path file) -> Jib.from(TarImage.at(file));
            };
            ImageLayers.of(ingredients, own).forEach(image::addFileEntriesLayer);
            configure(image, ingredients);
            image.containerize(
                    Containerizer.to(TarImage.at(tar).named(component.repository() + ":" + ingredients.version()))
                            .setOfflineMode(true)
                            .setBaseImageLayersCache(work.resolve("base-layers"))
                            .setApplicationLayersCache(work.resolve("layers"))
                            .setToolName("watertight"));
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IOException(tar + ": cannot be written: " + rootMessage(e), e);
        }
    }

    private static void configure(JibContainerBuilder image, Ingredients ingredients) {
        Component component = ingredients.component();
        image.setFormat(ImageFormat.Docker)
                .setPlatforms(Set.of(new Platform(ingredients.architecture().oci(), "linux")))
                .setCreationTime(ingredients.created())
                .setUser(Layout.USER)
                .setWorkingDirectory(AbsoluteUnixPath.get(Layout.HOME))
                .addEnvironmentVariable("JAVA_HOME", Layout.JAVA_HOME)
                .addEnvironmentVariable("PATH", Layout.JAVA_HOME + "/bin:/usr/local/bin:/usr/bin:/bin")
                .addEnvironmentVariable("LANG", "C.UTF-8")
                .setEntrypoint(Layout.JAVA_HOME + "/bin/java", "@" + Layout.JVM_OPTIONS, component.mainClass())
                .setProgramArguments(component.arguments())
                .setExposedPorts(component.ports().stream().map(Port::tcp).collect(Collectors.toSet()))
                .setLabels(labels(ingredients));
    }

    private static Map<String, String> labels(Ingredients ingredients) {
        String prefix = "org.opencontainers.image.";
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(prefix + "title", ingredients.component().title());
        labels.put(prefix + "description", ingredients.component().description());
        labels.put(prefix + "licenses", "Apache-2.0");
        labels.put(prefix + "version", ingredients.version());
        labels.put(prefix + "revision", ingredients.revision());
        labels.put(prefix + "created", ingredients.created().toString());
        return labels;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
