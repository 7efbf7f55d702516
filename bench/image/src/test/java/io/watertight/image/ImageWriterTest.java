package io.watertight.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageWriterTest {

    @TempDir
    private Path folder;

    private Kitchen kitchen;

    @BeforeEach
    void layOut() throws IOException {
        kitchen = Kitchen.in(folder.resolve("first"), Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(Component.class)
    void theSameIngredientsGiveTheSameBytesHoweverOldTheirFilesAre(Component component) throws Exception {
        // Given
        Kitchen another = Kitchen.in(folder.resolve("second"), Instant.parse("2020-02-02T02:02:02Z"));

        // When
        Path first = kitchen.write(kitchen.ingredients(component));
        Path second = another.write(another.ingredients(component));

        // Then
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @ParameterizedTest
    @EnumSource(Component.class)
    void aProcessIsAJvmWithoutAShellAroundItAndNotRoot(Component component) throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(component)));

        // Then
        assertThat(image.config().at("/config/User").asText()).isEqualTo("65532:65532");
        assertThat(image.texts("Entrypoint"))
                .containsExactly("/opt/java/bin/java", "@/opt/watertight/jvm.options", component.mainClass());
        assertThat(image.texts("Cmd")).isEqualTo(component.arguments());
        assertThat(image.file("/opt/java/bin/java").mode()).isEqualTo(0755);
        assertThat(image.files()).containsKey("/opt/watertight/jvm.options");
    }

    @Test
    void theGatewayReadsTheConfigurationThatTheChartMountsAndTellsItsPorts() throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.GATEWAY)));

        // Then
        assertThat(image.manifest().at("/RepoTags/0").asText()).isEqualTo("watertight/gateway:1.2.3");
        assertThat(image.texts("Cmd")).containsExactly("/etc/watertight/config/gateway.yaml");
        assertThat(image.config().at("/config/ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("8080/tcp", "9090/tcp");
        assertThat(image.config().get("architecture").asText()).isEqualTo("amd64");
        assertThat(image.config().get("created").asText()).isEqualTo(Kitchen.CREATED.toString());
    }

    @Test
    void anImageSaysWhatItIsAndCarriesNothingElseInItsEnvironment() throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.UPSTREAM_ECHO)));

        // Then
        assertThat(image.config().at("/config/Labels").propertyStream())
                .extracting(label -> label.getKey() + "=" + label.getValue().asText())
                .containsExactlyInAnyOrder(
                        "org.opencontainers.image.title=Watertight echo upstream",
                        "org.opencontainers.image.description=HTTP upstream that echoes, waits, fails and burns CPU on request",
                        "org.opencontainers.image.licenses=Apache-2.0",
                        "org.opencontainers.image.version=1.2.3",
                        "org.opencontainers.image.revision=0123abc",
                        "org.opencontainers.image.created=2026-11-01T00:00:00Z");
        assertThat(image.texts("Env"))
                .containsExactlyInAnyOrder(
                        "JAVA_HOME=/opt/java", "PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8");
    }

    @Test
    void everythingBelongsToRootAndOnlyTheTemporaryFolderCanBeWrittenByOthers() throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.BENCH)));

        // Then
        assertThat(image.files().values())
                .allSatisfy(entry -> assertThat(List.of(entry.userId(), entry.groupId(), entry.modifiedSeconds()))
                        .containsExactly(0L, 0L, 1L));
        assertThat(image.files().entrySet().stream()
                        .filter(file -> (file.getValue().mode() & 0022) != 0)
                        .map(Map.Entry::getKey))
                .containsExactly("/tmp/");
    }

    @Test
    void theClassPathNamesTheJarsThatAreThereTheProjectsOwnFirst() throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.GATEWAY)));

        // Then
        List<String> options =
                image.file("/opt/watertight/jvm.options").text().lines().toList();
        List<String> classPath = List.of(options.getLast().split(":"));
        assertThat(classPath)
                .containsExactly(
                        "/opt/watertight/lib/watertight-gateway-1.jar",
                        "/opt/watertight/lib/transport-native-linux.jar");
        assertThat(image.files()).containsKeys(classPath.toArray(String[]::new));
    }

    @Test
    void theTransportsOfTheImagesArchitectureLieThereAsFiles() throws Exception {
        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.GATEWAY)));

        // Then
        assertThat(image.files().keySet().stream()
                        .filter(name -> name.startsWith("/opt/watertight/native/") && !name.endsWith("/")))
                .containsExactly("/opt/watertight/native/libtransport_x86_64.so");
        assertThat(image.file("/opt/watertight/jvm.options").text())
                .contains("-Djava.library.path=/opt/watertight/native\n");
    }

    @Test
    void theCacheIsALayerOfItsOwnOnTopAndOnlyTheApplicationBelowItKnowsOfIt() throws Exception {
        // Given
        WrittenImage untrained = WrittenImage.read(kitchen.write(kitchen.withoutCache(Component.GATEWAY)));

        // When
        WrittenImage trained = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.GATEWAY)));

        // Then
        assertThat(trained.layers().getLast()).containsKey("opt/watertight/watertight.aot");
        assertThat(untrained.files()).doesNotContainKey("/opt/watertight/watertight.aot");
        assertThat(untrained.file("/opt/watertight/jvm.options").text()).doesNotContain("AOTCache");
        assertThat(trained.file("/opt/watertight/jvm.options").text())
                .contains("-XX:AOTCache=/opt/watertight/watertight.aot\n");
        assertThat(layersBelowTheApplication(trained)).isEqualTo(layersBelowTheApplication(untrained));
    }

    @Test
    void imagesShareTheBaseAndTheRuntime() throws Exception {
        // When
        WrittenImage gateway = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.GATEWAY)));
        WrittenImage bench = WrittenImage.read(kitchen.write(kitchen.ingredients(Component.BENCH)));

        // Then
        assertThat(gateway.manifest().at("/Layers/0"))
                .isEqualTo(bench.manifest().at("/Layers/0"));
        assertThat(gateway.manifest().at("/Layers/1"))
                .isEqualTo(bench.manifest().at("/Layers/1"));
    }

    @Test
    void anImageThatStandsOnAnotherHasItsLayersFirstAndItsOwnUser() throws Exception {
        // Given
        Path other =
                Files.move(kitchen.write(kitchen.withoutCache(Component.UPSTREAM_ECHO)), folder.resolve("other.tar"));

        // When
        WrittenImage image = WrittenImage.read(kitchen.write(kitchen.standingOn(other)));

        // Then
        assertThat(layers(image))
                .startsWith(layers(WrittenImage.read(other)).toArray(String[]::new))
                .hasSize(8);
        assertThat(image.texts("Entrypoint")).endsWith("io.watertight.gateway.Main");
        assertThat(image.config().at("/config/User").asText()).isEqualTo("65532:65532");
    }

    @Test
    void aFolderWithoutTheApplicationIsRefused() {
        // When / Then
        assertThatThrownBy(() -> Jars.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--jars: none begins with watertight- (expected: the application's)");
    }

    private static List<String> layers(WrittenImage image) {
        return image.config()
                .at("/rootfs/diff_ids")
                .valueStream()
                .map(layer -> layer.asText())
                .toList();
    }

    private static List<String> layersBelowTheApplication(WrittenImage image) {
        return image.manifest()
                .get("Layers")
                .valueStream()
                .limit(3)
                .map(layer -> layer.asText())
                .toList();
    }
}
