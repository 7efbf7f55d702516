package io.watertight.bench.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watertight.bench.cluster.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.util.Version;

/**
 * What is kept of a run: the figures of each benchmark and what they are of, without the single iterations and without a path of
 * the machine. {@link Measurement#read} reads it like JMH's own result file.
 *
 * @param command that made it
 * @param date when it ended, to the second
 * @param loadBefore load average of the minute before it: what others did with the machine
 * @param versions of what was measured and measured with, by name; of others see the build
 */
record KeptRun(
        int schemaVersion,
        String command,
        String date,
        double loadBefore,
        Machine machine,
        Map<String, String> versions,
        List<Measurement> measurements) {

    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The measurements of a result file of JMH that has just been written. */
    static KeptRun of(String command, double loadBefore, Path results) throws IOException {
        return new KeptRun(
                SCHEMA_VERSION,
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                loadBefore,
                Machine.current(),
                Map.of(
                        "watertight",
                        Objects.requireNonNullElse(
                                KeptRun.class.getPackage().getImplementationVersion(), "(not packaged)"),
                        "jmh",
                        Version.getPlainVersion()),
                Measurement.read(results));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }
}
