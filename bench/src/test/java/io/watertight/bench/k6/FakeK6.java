package io.watertight.bench.k6;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs of a few lines of shell in place of those that a test has no need of. */
final class FakeK6 {
    /** What k6 2.2.0 writes at the end of two requests, one of them limited. */
    static final String SUMMARY_OF_TWO = """
            {
              "scenario": "rolling-sub",
              "subjects": "rolling",
              "generatorId": "g",
              "plannedMillis": 1000,
              "measuredMillis": 1019,
              "requests": { "sent": 2, "allowed": 1, "limited": 1, "failed": 0, "interrupted": 0, "dropped": 0 },
              "distinctSubjects": 2,
              "perSecond": 2,
              "latencyMillis": { "p50": 0.618363, "p95": 3.037453, "p99": 3.9012218000000005, "max": 4.117164 },
              "failedThresholds": []
            }
            """;

    private FakeK6() {}

    /** An executable file of that content. */
    static Path program(Path file, String script) {
        try {
            Files.writeString(file, "#!/bin/sh\n" + script);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
