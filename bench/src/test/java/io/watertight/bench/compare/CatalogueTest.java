package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
    @TempDir
    private Path folder;

    @Test
    void everyFolderOfTheProjectIsWellFormedAndEveryPlaceholderInItStandsForSomething() throws Exception {
        // Given
        Setup setup = new Setup("0".repeat(32), "127.0.0.1:1", 10, 256, 2);

        // When
        List<Contestant> contestants = Catalogue.read(Catalogue.projectFolder());

        // Then
        assertThat(contestants)
                .extracting(Contestant::name)
                .doesNotHaveDuplicates()
                .contains("haproxy", "nginx-lua", "spring-cloud-gateway", "spring-cloud-gateway-redis", "watertight");
        for (Contestant contestant : contestants) {
            Placeholders placeholders = new Placeholders(setup.values());
            contestant.variant().values().forEach(placeholders::put);
            List.of("dir", "folder", "binary").forEach(name -> placeholders.put(name, "/x"));
            for (String file : contestant.gateway().files()) {
                String text = Files.readString(contestant.folder().resolve(file));
                assertThatCode(() -> placeholders.fill(text))
                        .as(contestant.name() + ": " + file)
                        .doesNotThrowAnyException();
            }
            for (String word : contestant.gateway().start()) {
                assertThatCode(() -> placeholders.fill(word)).doesNotThrowAnyException();
            }
            for (String entrance : contestant.gateway().entrances().values()) {
                assertThat(Address.parse(placeholders.fill(entrance)).port()).isPositive();
            }
        }
    }

    @Test
    void oneOfEachFolderIsItsFirstVariant() throws Exception {
        // Given
        List<Contestant> all = Catalogue.read(Catalogue.projectFolder());

        // When
        List<Contestant> chosen = Presets.oneOfEachFolder(all, false);

        // Then
        assertThat(chosen).extracting(Contestant::folder).doesNotHaveDuplicates();
        assertThat(chosen)
                .extracting(Contestant::name)
                .contains("watertight", "spring-cloud-gateway")
                .doesNotContain("watertight-epoll", "spring-cloud-gateway-redis");
    }

    @Test
    void anUnknownKeyIsAnErrorThatNamesTheFile() throws Exception {
        // Given
        Path file = descriptor("""
                title: X
                start: [ x ]
                entrances: { plain: "127.0.0.1:@port@/" }
                unavailable: { jwt: no, limit: no, strict: no }
                variants: { x: { title: X, limiter: local } }
                binray: x
                """);

        // When, then
        assertThatThrownBy(() -> Catalogue.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining("binray");
    }

    @Test
    void anEntranceThatIsNeitherThereNorExplainedIsAnError() throws Exception {
        // Given
        descriptor("""
                title: X
                start: [ x ]
                entrances: { plain: "127.0.0.1:@port@/" }
                variants: { x: { title: X, limiter: local } }
                """);

        // When, then
        assertThatThrownBy(() -> Catalogue.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "entrances: jwt (expected: HOST:PORT/PATH, or under unavailable why there is none)");
    }

    @Test
    void aProgramThatIsNotInstalledIsMissing() throws Exception {
        // Given
        descriptor("""
                title: X
                binary: no-such-program-anywhere
                start: [ "@binary@" ]
                entrances: { plain: "127.0.0.1:@port@/" }
                unavailable: { jwt: no, limit: no, strict: no }
                variants: { x: { title: X, limiter: local } }
                """);

        // When
        Contestant contestant = Catalogue.read(folder).getFirst();

        // Then
        assertThat(contestant.missing()).hasValue("no-such-program-anywhere is not on the PATH");
    }

    @Test
    void aPlaceholderThatStandsForNothingIsAnError() {
        assertThatThrownBy(() -> new Placeholders(Map.of("a", "1")).fill("@a@ @b@"))
                .isInstanceOf(IOException.class)
                .hasMessage("@b@ stands for nothing (expected: port, port.NAME or one of a)");
    }

    @Test
    void everyNameOfAPortIsOnePort() throws Exception {
        // Given
        Placeholders placeholders = new Placeholders(Map.of());

        // When
        List<String> ports = List.of(placeholders.fill("@port@ @port@ @port.a@").split(" "));

        // Then
        assertThat(ports.get(0)).isEqualTo(ports.get(1)).isNotEqualTo(ports.get(2));
    }

    private Path descriptor(String text) throws IOException {
        Path file = Files.createDirectories(folder.resolve("x")).resolve("gateway.yaml");
        return Files.writeString(file, text);
    }
}
