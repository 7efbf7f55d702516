package io.watertight.bench.start;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The ahead-of-time caches for children with this JVM's class path: the one that it was started with itself, and the gateways', beside that. Stateless. */
public final class AotCache {

    private static final String OPTION = "-XX:AOTCache=";
    private static final String GATEWAYS = "gateway.aot";

    private AotCache() {}

    /** Where that for gateways is; empty where there is none. */
    public static Optional<String> gatewayFile() {
        return forGateway(arguments()).stream()
                .filter(option -> option.startsWith(OPTION))
                .map(option -> option.substring(OPTION.length()))
                .findFirst();
    }

    /** The JVM options that name this JVM's cache; none where there is none. */
    public static List<String> options() {
        return optionsIn(arguments());
    }

    /** The JVM options that name the gateways' cache, or this JVM's own where they have none. */
    public static List<String> gatewayOptions() {
        return forGateway(arguments());
    }

    private static List<String> arguments() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /** Those of a JVM's arguments that are about the cache. */
    static List<String> optionsIn(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(OPTION) || argument.equals("-Xlog:aot=off"))
                .toList();
    }

    /** The same, with the gateways' cache where there is one. */
    static List<String> forGateway(List<String> arguments) {
        return optionsIn(arguments).stream()
                .map(option -> option.startsWith(OPTION) ? OPTION + beside(option.substring(OPTION.length())) : option)
                .toList();
    }

    private static String beside(String file) {
        Path gateways = Path.of(file).resolveSibling(GATEWAYS);
        return Files.exists(gateways) ? gateways.toString() : file;
    }
}
