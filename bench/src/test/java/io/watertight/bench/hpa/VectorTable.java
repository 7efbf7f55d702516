package io.watertight.bench.hpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A table of vectors: one to a line, columns between bars, remarks behind a hash. */
record VectorTable(List<Vector> vectors) {
    /** One line; its name is its first column. */
    record Vector(List<String> columns) {
        String text(int column) {
            return columns.get(column);
        }

        int number(int column) {
            return Integer.parseInt(text(column));
        }

        /** The words of a column; none if it is empty. */
        List<String> words(int column) {
            return text(column).isEmpty() ? List.of() : List.of(text(column).split(" ", -1));
        }

        @Override
        public String toString() {
            return text(0);
        }
    }

    static VectorTable read(String file) {
        return new VectorTable(text(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> new Vector(
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList()))
                .toList());
    }

    static Stream<Vector> stream(String file) {
        return read(file).vectors().stream();
    }

    static String text(String file) {
        try (InputStream in = Objects.requireNonNull(VectorTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
