package io.watertight.image;

import java.util.List;

/** One of the images: what it has that the others do not. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
enum Component {
    GATEWAY(
            "gateway",
            "Watertight gateway",
            "HTTP gateway that validates HMAC JWTs and holds each subject to its rate limit",
            "io.watertight.gateway.Main",
            List.of("/etc/watertight/config/gateway.yaml"),
            List.of(8080, 9090),
            Collector.SERIAL),
    UPSTREAM_ECHO(
            "upstream-echo",
            "Watertight echo upstream",
            "HTTP upstream that echoes, waits, fails and burns CPU on request",
            "io.watertight.echo.EchoMain",
            List.of("--listen", "0.0.0.0:8081"),
            List.of(8081),
            Collector.SERIAL),
    BENCH(
            "bench",
            "Watertight bench",
            "Command line that loads a gateway and proves whether its rate limiter leaks",
            "io.watertight.bench.cli.Main",
            List.of("--help"),
            List.of(),
            Collector.OF_THE_JVM);

    /** The servers make little garbage, and the smallest collector takes the least memory and time; the bench keeps evidence. */
    enum Collector {
        SERIAL,
        OF_THE_JVM
    }

    private final String image;
    private final String title;
    private final String description;
    private final String mainClass;
    private final List<String> arguments;
    private final List<Integer> ports;
    private final Collector collector;

    Component(
            String image,
            String title,
            String description,
            String mainClass,
            List<String> arguments,
            List<Integer> ports,
            Collector collector) {
        this.image = image;
        this.title = title;
        this.description = description;
        this.mainClass = mainClass;
        this.arguments = arguments;
        this.ports = ports;
        this.collector = collector;
    }

    /** The repository without its registry, such as {@code watertight/gateway}. */
    String repository() {
        return "watertight/" + image;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    String mainClass() {
        return mainClass;
    }

    /** What follows the entry point unless the user says otherwise. */
    List<String> arguments() {
        return arguments;
    }

    List<Integer> ports() {
        return ports;
    }

    Collector collector() {
        return collector;
    }

    /** As on the command line: the last part of the repository. */
    @Override
    public String toString() {
        return image;
    }
}
