package io.watertight.gateway.config;

import static io.watertight.gateway.config.ConfigFiles.VALID;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {

    private static final String THREE_THREADS = VALID + "threads: 3\n";
    private static final String BAD = VALID + "threads: -1\n";

    private final List<GatewayConfig> changes = new ArrayList<>();
    private final List<List<String>> errors = new ArrayList<>();
    private ConfigFiles files;
    private ConfigWatcher watcher;

    @BeforeEach
    void watchAValidConfiguration(@TempDir Path directory) throws Exception {
        files = new ConfigFiles(directory);
        watcher = watching(files.file(), files.load(VALID));
        checkUntilSettled();
    }

    @Test
    void nothingIsReportedWhereNothingChanges() {
        // When
        checkUntilSettled();

        // Then
        assertThat(changes).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void aChangedFileIsLoadedOnceItHasStoodStillForOneCheck() {
        // Given
        files.write("gateway.yaml", THREE_THREADS);
        watcher.check();
        assertThat(changes).isEmpty();

        // When
        watcher.check();
        checkUntilSettled();

        // Then
        assertThat(changes).extracting(GatewayConfig::threads).containsExactly(3);
    }

    @Test
    void aFileThatIsBeingWrittenIsNotLoadedHalfway() {
        // Given
        String half = THREE_THREADS.replace("routes:\n", "routes:\n  - { path: /first, upstream: echo }\n");
        files.write("gateway.yaml", half);
        watcher.check();

        // When
        files.write("gateway.yaml", THREE_THREADS);
        checkUntilSettled();

        // Then
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().routes()).hasSize(1);
    }

    @Test
    void aFileRenamedOverTheOldOneIsLoaded() throws IOException {
        // Given
        files.write("new.yaml", THREE_THREADS);

        // When
        Files.move(files.path("new.yaml"), files.file(), StandardCopyOption.ATOMIC_MOVE);
        checkUntilSettled();

        // Then
        assertThat(changes).extracting(GatewayConfig::threads).containsExactly(3);
    }

    @Test
    void aChangeThatKeepsSizeAndTimeIsLoaded() throws IOException {
        // Given
        var time = Files.getLastModifiedTime(files.file());

        // When
        files.write("gateway.yaml", VALID.replace("burst: 20", "burst: 30"));
        Files.setLastModifiedTime(files.file(), time);
        checkUntilSettled();

        // Then
        assertThat(changes)
                .extracting(config ->
                        requireNonNull(config.policies().get("default")).quota().burst())
                .containsExactly(30L);
    }

    @Test
    void aConfigMapThatSwapsItsSymbolicLinkIsLoaded(@TempDir Path mount) throws Exception {
        // Given
        writeVersion(mount, "v1", VALID);
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("v1"));
        Files.createSymbolicLink(mount.resolve("gateway.yaml"), Path.of("..data", "gateway.yaml"));
        Files.createSymbolicLink(mount.resolve("k1"), Path.of("..data", "k1"));
        watcher = watching(mount.resolve("gateway.yaml"), ConfigLoader.load(mount.resolve("gateway.yaml")));
        checkUntilSettled();

        // When
        writeVersion(mount, "v2", THREE_THREADS);
        Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("v2"));
        Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        checkUntilSettled();

        // Then
        assertThat(changes).extracting(GatewayConfig::threads).containsExactly(3);
        assertThat(errors).isEmpty();
    }

    @Test
    void aChangedSecretIsLoaded() {
        // Given
        String rotated = "f".repeat(64);

        // When
        files.write("k1", rotated);
        checkUntilSettled();

        // Then
        assertThat(changes).hasSize(1);
        assertThat(requireNonNull(changes.getFirst().jwt())
                        .keys()
                        .getFirst()
                        .secret()
                        .copyBytes())
                .isEqualTo(rotated.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBadFileIsReportedOnceAndChangesNothing() {
        // When
        files.write("gateway.yaml", BAD);
        checkUntilSettled();

        // Then
        assertThat(changes).isEmpty();
        assertThat(errors)
                .containsExactly(
                        List.of("gateway.yaml: threads: -1 (expected: 0 to 256, where 0 is one for each core)"));
    }

    @Test
    void theMendOfABadFileIsReportedEvenIfItBringsBackTheOldOne() throws Exception {
        // Given
        files.write("gateway.yaml", BAD);
        checkUntilSettled();

        // When
        files.write("gateway.yaml", VALID);
        checkUntilSettled();

        // Then
        assertThat(changes).containsExactly(ConfigLoader.load(files.file()));
    }

    @Test
    void aSecretThatArrivesLateMendsTheFileThatNamesIt() {
        // Given
        files.write("gateway.yaml", VALID.replace("secretFile: k1", "secretFile: k2"));
        checkUntilSettled();
        assertThat(errors)
                .containsExactly(List.of(
                        "gateway.yaml: jwt.keys[0].secretFile: k2 (expected: a readable file; there is no k2)"));

        // When
        files.write("k2", ConfigFiles.SECRET);
        checkUntilSettled();

        // Then
        assertThat(changes).hasSize(1);
    }

    @Test
    void aChangeBetweenLoadAndFirstCheckIsNotMissed() throws Exception {
        // Given
        GatewayConfig before = files.load(VALID);
        files.write("gateway.yaml", THREE_THREADS);
        watcher = watching(files.file(), before);

        // When
        checkUntilSettled();

        // Then
        assertThat(changes).extracting(GatewayConfig::threads).containsExactly(3);
    }

    @Test
    void aCommentIsNoChange() {
        // When
        files.write("gateway.yaml", VALID + "# nothing\n");
        checkUntilSettled();

        // Then
        assertThat(changes).isEmpty();
    }

    @Test
    void aFileThatDisappearsIsReportedAndItsReturnToo() throws Exception {
        // Given
        Files.delete(files.file());
        checkUntilSettled();
        assertThat(errors)
                .containsExactly(List.of("gateway.yaml: there is no gateway.yaml (expected: a readable YAML file)"));

        // When
        files.write("gateway.yaml", VALID);
        checkUntilSettled();

        // Then
        assertThat(changes).hasSize(1);
    }

    @Test
    void aConfigurationThatCannotBeTakenOverIsABadOne() throws Exception {
        // Given
        AtomicBoolean possible = new AtomicBoolean();
        watcher = new ConfigWatcher(
                files.file(),
                files.load(VALID),
                config -> {
                    if (!possible.get()) {
                        throw new ConfigException(List.of("not now"));
                    }
                    changes.add(config);
                },
                e -> errors.add(e.errors()));
        checkUntilSettled();

        // When
        files.write("gateway.yaml", THREE_THREADS);
        checkUntilSettled();
        possible.set(true);
        files.write("gateway.yaml", VALID);
        checkUntilSettled();

        // Then
        assertThat(errors).containsExactly(List.of("not now"));
        assertThat(changes).containsExactly(ConfigLoader.load(files.file()));
    }

    @Test
    void whatACallbackThrewAtIsTriedAgainAlsoIfTheFileIsAsBefore() throws Exception {
        // Given
        List<Integer> taken = new ArrayList<>();
        watcher = new ConfigWatcher(
                files.file(),
                files.load(VALID),
                config -> {
                    taken.add(config.threads());
                    if (taken.size() < 3) {
                        throw new IllegalStateException("callback");
                    }
                },
                e -> {});
        checkUntilSettled();
        files.write("gateway.yaml", THREE_THREADS);
        checkInSpiteOfExceptions();

        // When
        checkInSpiteOfExceptions();
        files.write("gateway.yaml", VALID);
        checkInSpiteOfExceptions();
        checkInSpiteOfExceptions();

        // Then
        assertThat(taken).containsExactly(3, 3, 0);
    }

    @Test
    void theThreadGoesOnAfterACallbackThatThrows() throws Exception {
        // Given
        CountDownLatch second = new CountDownLatch(2);
        try (ConfigWatcher throwing = new ConfigWatcher(
                files.file(),
                files.load(VALID),
                config -> {
                    second.countDown();
                    files.write("gateway.yaml", VALID + "threads: " + (config.threads() + 1) + "\n");
                    throw new IllegalStateException("callback");
                },
                e -> {})) {
            files.write("gateway.yaml", THREE_THREADS);

            // When
            throwing.start(Duration.ofMillis(1));

            // Then
            assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private ConfigWatcher watching(Path file, GatewayConfig current) {
        return new ConfigWatcher(
                file,
                current,
                changes::add,
                e -> errors.add(e.errors().stream().map(files::withoutDirectory).toList()));
    }

    /** More checks than any change needs. */
    private void checkUntilSettled() {
        for (int i = 0; i < 4; i++) {
            watcher.check();
        }
    }

    private void checkInSpiteOfExceptions() {
        for (int i = 0; i < 2; i++) {
            try {
                watcher.check();
            } catch (IllegalStateException callback) {
                // which the thread logs
            }
        }
    }

    private static void writeVersion(Path mount, String version, String yaml) throws IOException {
        Files.createDirectory(mount.resolve(version));
        Files.writeString(mount.resolve(version).resolve("gateway.yaml"), yaml);
        Files.writeString(mount.resolve(version).resolve("k1"), ConfigFiles.SECRET);
    }
}
