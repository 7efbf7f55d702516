package io.watertight.bench.start;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** The ahead-of-time cache that this JVM was started with, for children with the same class path. Stateless. */
public final class AotCache {

    private static final String OPTION = "-XX:AOTCache=";

    private AotCache() {}

    /** Where it is; empty where there is none. */
    public static Optional<String> file() {
        return options().stream()
                .filter(option -> option.startsWith(OPTION))
                .map(option -> option.substring(OPTION.length()))
                .findFirst();
    }

    /** The JVM options that name it; none where there is none. */
    public static List<String> options() {
        return optionsIn(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** Those of a JVM's arguments that are about the cache. */
    static List<String> optionsIn(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(OPTION) || argument.equals("-Xlog:aot=off"))
                .toList();
    }
}
