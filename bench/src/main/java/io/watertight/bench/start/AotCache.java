package io.watertight.bench.start;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The ahead-of-time cache that this JVM was started with, for children with the same class path. Stateless. */
public final class AotCache {

    private static final String OPTION = "-XX:AOTCache=";

    private AotCache() {}

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
