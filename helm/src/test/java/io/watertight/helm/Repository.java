package io.watertight.helm;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the checkout that is tested. */
final class Repository {

    static final Path ROOT = root();
    static final Path CHART = ROOT.resolve("helm/watertight");

    private Repository() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("helm/watertight/Chart.yaml"))) {
            folder = folder.resolve("..").normalize();
        }
        return folder;
    }
}
