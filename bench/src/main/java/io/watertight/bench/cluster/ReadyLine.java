package io.watertight.bench.cluster;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The line by which a child says that it serves: {@code ready listen=127.0.0.1:8080 transport=epoll}. Immutable.
 *
 * @param values the words after {@code ready}, by what stands before their equals sign
 */
public record ReadyLine(Map<String, String> values) {
    private static final String START = "ready ";

    public ReadyLine {
        values = Map.copyOf(values);
    }

    /** Empty if the line is none. */
    static Optional<ReadyLine> parse(String line) {
        if (!line.startsWith(START)) {
            return Optional.empty();
        }
        return Optional.of(new ReadyLine(Arrays.stream(
                        line.substring(START.length()).split(" ", -1))
                .filter(word -> word.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        word -> word.substring(0, word.indexOf('=')),
                        word -> word.substring(word.indexOf('=') + 1),
                        (first, second) -> second))));
    }

    /**
     * The socket address {@code HOST:PORT} of that name, resolved.
     *
     * @throws IllegalArgumentException if there is none
     */
    public InetSocketAddress address(String name) {
        String value = values.getOrDefault(name, "");
        int colon = value.lastIndexOf(':');
        if (colon < 1 || !value.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "ready line: " + name + ": " + (value.isEmpty() ? "none" : value) + " (expected: HOST:PORT)");
        }
        return new InetSocketAddress(value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
    }
}
