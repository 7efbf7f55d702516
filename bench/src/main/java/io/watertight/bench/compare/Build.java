package io.watertight.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds a contestant that is not there ready made. Stateless. */
final class Build {
    private static final long LIMIT_MINUTES = 10;

    private Build() {}

    /**
     * Runs the contestant's build, unless what it makes is there and newer than the folder's own files.
     *
     * @throws IOException if it fails; the message says where its output is
     */
    static void ifNeeded(Contestant contestant, Consumer<String> progress) throws IOException, InterruptedException {
        GatewayDescriptor gateway = contestant.gateway();
        if (gateway.build().isEmpty()) {
            return;
        }
        Path product = contestant.folder().resolve(gateway.product());
        if (Files.exists(product) && Files.getLastModifiedTime(product).compareTo(newest(contestant.folder())) >= 0) {
            return;
        }
        progress.accept("building " + gateway.title() + ": " + String.join(" ", gateway.build()));
        Path log =
                Files.createDirectories(contestant.folder().resolve("target")).resolve("build.log");
        ProcessBuilder builder = new ProcessBuilder(gateway.build())
                .directory(contestant.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process build = builder.start();
        if (!build.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            build.destroyForcibly();
            throw new IOException("its build took longer than " + LIMIT_MINUTES + " minutes; its output is in " + log);
        }
        if (build.exitValue() != 0) {
            throw new IOException("its build failed; its output is in " + log);
        }
        Files.setLastModifiedTime(product, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private static FileTime newest(Path folder) throws IOException {
        Path target = folder.resolve("target");
        FileTime newest = FileTime.fromMillis(0);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> !path.startsWith(target) && Files.isRegularFile(path))
                    .toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest;
    }
}
