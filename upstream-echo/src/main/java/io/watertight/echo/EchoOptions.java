package io.watertight.echo;

import java.util.Objects;

/**
 * How an {@link EchoServer} is set up.
 *
 * @param host name or address to listen on
 * @param port port to listen on, 0..65535; 0 takes any free one
 * @param transport how the kernel is asked
 * @param threads event loops, 1..256
 * @param burnThreads threads that burn CPU when a request asks for it, 1..256
 * @param plain whether every request gets the same small answer and every knob is ignored
 */
public record EchoOptions(String host, int port, Transport transport, int threads, int burnThreads, boolean plain) {
    /** @throws IllegalArgumentException naming the component that is out of range */
    public EchoOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(transport, "transport");
        requireRange("port", port, 0, 65_535);
        requireRange("threads", threads, 1, 256);
        requireRange("burn threads", burnThreads, 1, 256);
    }

    /** One event loop on any free port of 127.0.0.1, one burning thread per core, knobs on. */
    public static EchoOptions local() {
        return new EchoOptions(
                "127.0.0.1", 0, Transport.AUTO, 1, Runtime.getRuntime().availableProcessors(), false);
    }

    /** The same with {@link #plain} set. */
    public EchoOptions withPlainAnswers() {
        return new EchoOptions(host, port, transport, threads, burnThreads, true);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }
}
