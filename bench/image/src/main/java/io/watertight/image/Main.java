package io.watertight.image;

import io.watertight.image.Ingredients.Base;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes one image from what is already there; {@code build.sh} makes that and calls this. */
@Command(
        name = "image",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Writes a container image to a tar, without a registry or an engine.",
        footer = {"", "Exit codes: 0 written, 1 not, 2 wrong usage."})
public final class Main implements Callable<Integer> {

    @Option(names = "--component", required = true, description = "${COMPLETION-CANDIDATES}")
    private Component component = Component.GATEWAY;

    @Option(names = "--architecture", required = true, description = "${COMPLETION-CANDIDATES}")
    private Architecture architecture = Architecture.AMD64;

    @ArgGroup(multiplicity = "1")
    private BaseOptions base = new BaseOptions();

    @Option(names = "--java", paramLabel = "DIR", required = true, description = "the Java runtime")
    private Path runtime = Path.of("");

    @Option(names = "--jars", paramLabel = "DIR", required = true, description = "the application and its libraries")
    private Path jars = Path.of("");

    @Option(names = "--aot-cache", paramLabel = "FILE", description = "trained in this image without one")
    private @Nullable Path aotCache;

    @Option(names = "--tag", paramLabel = "VERSION", required = true, description = "the image's tag and label")
    private String version = "";

    @Option(names = "--revision", paramLabel = "COMMIT", required = true, description = "the label")
    private String revision = "";

    @Option(names = "--created", paramLabel = "INSTANT", required = true, description = "such as 2026-11-01T00:00:00Z")
    private Instant created = Instant.EPOCH;

    @Option(names = "--work", paramLabel = "DIR", required = true, description = "for intermediate files")
    private Path work = Path.of("");

    @Option(names = "--out", paramLabel = "TAR", required = true, description = "what to write")
    private Path out = Path.of("");

    private Main() {}

    /** What is below: one of the two. */
    static final class BaseOptions {
        @Option(names = "--base-tree", paramLabel = "DIR", required = true, description = "the root below it, as files")
        private @Nullable Path tree;

        @Option(
                names = "--base-tar",
                paramLabel = "TAR",
                required = true,
                description = "the image below it, as docker save writes it")
        private @Nullable Path tar;

        private Base toBase() {
            return tree == null ? new Base.Tar(tar == null ? Path.of("") : tar) : new Base.Tree(tree);
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("error: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Ingredients ingredients = new Ingredients(
                component, architecture, base.toBase(), runtime, jars, aotCache, version, revision, created);
        new ImageWriter(work).write(ingredients, out);
        return CommandLine.ExitCode.OK;
    }
}
