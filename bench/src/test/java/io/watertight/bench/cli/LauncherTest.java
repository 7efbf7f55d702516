package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in a tree of its own, with a java that prints its arguments and an mvn that only says that it ran. The
 * environment is empty but for what a test puts in.
 */
class LauncherTest {
    private static final String LAST_TWO_ARGUMENTS = "load http://h/\n";

    @TempDir
    private Path folder = Path.of("");

    private Path tree = Path.of("");
    private Path jdk = Path.of("");
    private Path bin = Path.of("");

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void plantATree() throws IOException {
        tree = folder.resolve("a tree");
        Files.createDirectories(tree.resolve("bench/src/main"));
        Files.createDirectories(tree.resolve("gateway/src/main"));
        Files.writeString(tree.resolve("pom.xml"), "");
        Files.writeString(tree.resolve("bench/pom.xml"), "");
        Files.copy(Path.of("..", "watertight").toAbsolutePath().normalize(), tree.resolve("watertight"));
        assertThat(tree.resolve("watertight").toFile().setExecutable(true)).isTrue();
        jdk = installJdk("jdk-25", "25.0.1");
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : new String[] {
            "sh", "sed", "find", "head", "rm", "mkdir", "mv", "cat", "dirname", "readlink", "flock", "sleep"
        }) {
            Files.createSymbolicLink(bin.resolve(tool), which(tool));
        }
        script(bin.resolve("mvn"), """
                #!/bin/sh
                echo "mvn in $PWD with $JAVA_HOME: $*" >>"$PWD/mvn.log"
                while [ -f slow ]; do sleep 0.1; done
                if [ -f broken ]; then echo "[ERROR] it does not compile"; exit 1; fi
                mkdir -p bench/target/lib
                : >bench/target/watertight-bench-1.jar
                """);
    }

    @Test
    void whatIsNotBuiltIsBuiltAndThenRunWithTheArguments() throws Exception {
        Run run =
                launch(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()), "load", "http://h/");

        assertThat(run.err()).isEqualTo("watertight: building, which takes a minute or two the first time\n");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow")
                .contains("-cp " + tree + "/bench/target/launcher/*" + " io.watertight.bench.cli.Main load http://h/");
        assertThat(mavenLog())
                .startsWith("mvn in " + tree + " with " + jdk + ": ")
                .contains(" package");
    }

    @Test
    void whatIsBuiltIsNotBuiltAgainUntilASourceIsNewer() throws Exception {
        Map<String, String> environment = Map.of("WATERTIGHT_JAVA_HOME", jdk.toString());
        launch(tree.resolve("watertight"), environment);

        Run second = launch(tree.resolve("watertight"), environment);
        String builtOnce = mavenLog();
        Path source = Files.writeString(tree.resolve("gateway/src/main/Some.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        launch(tree.resolve("watertight"), environment);

        assertThat(second.err()).isEmpty();
        assertThat(builtOnce).hasLineCount(1);
        assertThat(mavenLog()).hasLineCount(2);
    }

    @Test
    void theCacheOfTheLastBuildIsUsedWhereThereIsOne() throws Exception {
        Map<String, String> environment = Map.of("WATERTIGHT_JAVA_HOME", jdk.toString());
        Run without = launch(tree.resolve("watertight"), environment, "load", "http://h/");
        Files.writeString(tree.resolve("bench/target/watertight.aot"), "");

        Run with = launch(tree.resolve("watertight"), environment, "load", "http://h/");

        assertThat(without.out()).doesNotContain("AOTCache");
        assertThat(Files.readString(tree.resolve("bench/target/training.log")))
                .contains("-XX:AOTCacheOutput=" + tree + "/bench/target/watertight.aot")
                .contains("io.watertight.bench.start.Training");
        assertThat(with.out())
                .contains("-XX:AOTCache=" + tree + "/bench/target/watertight.aot")
                .endsWith(LAST_TWO_ARGUMENTS);
    }

    @Test
    void aGatewayRunsWithTheSmallestCollectorUnlessAnotherOneIsAskedFor() throws Exception {
        Map<String, String> plain = Map.of("WATERTIGHT_JAVA_HOME", jdk.toString());
        Map<String, String> chosen =
                Map.of("WATERTIGHT_JAVA_HOME", jdk.toString(), "WATERTIGHT_JAVA_OPTS", "-XX:+UseZGC -Xmx1g");

        Run gateway = launch(tree.resolve("watertight"), plain, "gateway", "g.yaml");
        Run other = launch(tree.resolve("watertight"), plain, "load", "http://h/");
        Run withAnother = launch(tree.resolve("watertight"), chosen, "gateway", "g.yaml");

        assertThat(gateway.out()).contains(" -XX:+UseSerialGC -Xms64m ");
        assertThat(other.out()).doesNotContain("SerialGC");
        assertThat(withAnother.out()).doesNotContain("SerialGC").contains("-XX:+UseZGC -Xmx1g");
    }

    @Test
    void aGatewayIsStartedAsItsImageStartsItUnlessThereIsMoreToRead() throws Exception {
        Map<String, String> environment = Map.of("WATERTIGHT_JAVA_HOME", jdk.toString());

        Run gateway = launch(tree.resolve("watertight"), environment, "gateway", "my gateway.yaml");
        Run check = launch(tree.resolve("watertight"), environment, "gateway", "--check", "g.yaml");
        Run help = launch(tree.resolve("watertight"), environment, "gateway", "--help");
        Run bare = launch(tree.resolve("watertight"), environment, "gateway");

        assertThat(gateway.out()).endsWith(" io.watertight.gateway.Main my gateway.yaml\n");
        assertThat(check.out()).endsWith(" io.watertight.bench.cli.Main gateway --check g.yaml\n");
        assertThat(help.out()).endsWith(" io.watertight.bench.cli.Main gateway --help\n");
        assertThat(bare.out()).endsWith(" io.watertight.bench.cli.Main gateway\n");
    }

    @Test
    void itWorksThroughLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a tree/watertight"));
        Path linkToLink = Files.createSymbolicLink(bin.resolve("wt"), link);

        Run run = launch(linkToLink, Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()), "load", "http://h/");

        assertThat(run.out()).endsWith(LAST_TWO_ARGUMENTS);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = installJdk("jdk-17", "17.0.2");
        script(bin.resolve("java"), "#!/bin/sh\necho '    java.home = " + jdk + "' >&2\n");

        Run run = launch(tree.resolve("watertight"), Map.of("JAVA_HOME", old.toString()), "load", "http://h/");

        assertThat(run.out()).endsWith(LAST_TWO_ARGUMENTS);
        assertThat(mavenLog()).contains(" with " + jdk + ": ");
    }

    @Test
    void aVersionIsAskedForWhereNoReleaseFileTellsIt() throws Exception {
        Path bare = folder.resolve("bare");
        Files.createDirectories(bare.resolve("bin"));
        script(bare.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "26-ea" 2027-03-17' >&2; else echo "$@"; fi
                """);

        Run run = launch(tree.resolve("watertight"), Map.of("JAVA_HOME", bare.toString()), "load", "http://h/");

        assertThat(run.out()).endsWith(LAST_TWO_ARGUMENTS);
    }

    @Test
    void aJdkThatWasNamedAndIsTooOldIsNotReplacedSilently() throws Exception {
        Path old = installJdk("jdk-17", "17.0.2");

        Run run = launch(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", old.toString()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "error: WATERTIGHT_JAVA_HOME=" + old + " is no JDK 25 or newer (set it to one, or unset it)\n");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Files.delete(bin.resolve("mvn"));

        Run run = launch(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("error: there is no mvn on the PATH to build with (install Maven 3.8.7 or newer: the package"
                        + " is called maven)\n");
    }

    @Test
    void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
        Map<String, String> environment = Map.of("WATERTIGHT_JAVA_HOME", jdk.toString());
        Files.writeString(tree.resolve("broken"), "");

        Run broken = launch(tree.resolve("watertight"), environment);
        Files.delete(tree.resolve("broken"));
        Run mended = launch(tree.resolve("watertight"), environment);

        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err())
                .endsWith("[ERROR] it does not compile\nerror: the build failed: the reason is above\n");
        assertThat(mended.exitCode()).isZero();
    }

    @Test
    void twoLaunchersAtOnceBuildOnce() throws Exception {
        Process first = startSlowBuild();
        Process second = start(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()));
        try (BufferedReader progress = second.errorReader(StandardCharsets.UTF_8)) {
            assertThat(progress.readLine()).isEqualTo("watertight: waiting for another build");

            Files.delete(tree.resolve("slow"));

            assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isZero();
            assertThat(second.exitValue()).isZero();
            assertThat(mavenLog()).hasLineCount(1);
        }
    }

    @Test
    void aBuildThatWasKilledHoldsNobodyUp() throws Exception {
        Process killed = startSlowBuild();
        List<ProcessHandle> all = Stream.concat(Stream.of(killed.toHandle()), killed.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(20, TimeUnit.SECONDS);
        }
        Files.delete(tree.resolve("slow"));

        Run next = launch(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()));

        assertThat(next.exitCode()).isZero();
        assertThat(next.err()).isEqualTo("watertight: building, which takes a minute or two the first time\n");
        assertThat(mavenLog()).hasLineCount(2);
    }

    /** A launcher whose build goes on until the file {@code slow} is deleted. */
    private Process startSlowBuild() throws Exception {
        Files.writeString(tree.resolve("slow"), "");
        Process launcher = start(tree.resolve("watertight"), Map.of("WATERTIGHT_JAVA_HOME", jdk.toString()));
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(tree.resolve("mvn.log"))) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.sleep(20);
        }
        return launcher;
    }

    private Path installJdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
        return home;
    }

    private Run launch(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(script, environment, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, err);
    }

    private Process start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).directory(folder.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String mavenLog() throws IOException {
        return Files.readString(tree.resolve("mvn.log"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path which(String tool) {
        for (String folder : new String[] {"/bin", "/usr/bin"}) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new AssertionError(tool + " is not installed");
    }
}
