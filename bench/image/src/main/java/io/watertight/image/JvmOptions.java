package io.watertight.image;

import io.watertight.image.Component.Collector;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JVM of an image is started with. Flags are in a file of their own, since the JVM reads that before {@code JAVA_TOOL_OPTIONS}, which so overrules it: a user
 * changes the part of memory that is heap without taking the entry point apart. Everything else is an argument file of the java launcher.
 */
final class JvmOptions {

    private JvmOptions() {}

    /** The text for {@code -XX:Flags}. */
    static String flags(Component component) {
        List<String> flags = new ArrayList<>(List.of(
                // heap, of the container's limit: the other half is for direct memory, threads, code and classes
                "MaxRAMPercentage=50",
                // the same for containers below 250 MB, which the JVM treats apart
                "MinRAMPercentage=50",
                "+ExitOnOutOfMemoryError",
                // it would be written to /tmp
                "-UsePerfData"));
        if (component.collector() == Collector.SERIAL) {
            flags.add("+UseSerialGC");
            flags.add("InitialHeapSize=64m");
        }
        return lines(flags);
    }

    /**
     * The text of the argument file.
     *
     * @param jars file names in the order of the class path; named one by one, because a cache is good for one order only
     */
    static String arguments(List<String> jars, boolean withCache) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:Flags=" + Layout.JVM_FLAGS);
        if (withCache) {
            arguments.add("-XX:AOTCache=" + Layout.AOT_CACHE);
        }
        // what scripts read is on standard output: a cache that does not fit is told on the other one
        arguments.add("-Xlog:aot*=off:stdout");
        arguments.add("-Xlog:aot*=warning:stderr");
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.add("--sun-misc-unsafe-memory-access=allow");
        arguments.add("-Djava.library.path=" + Layout.NATIVE);
        arguments.add("-Djava.io.tmpdir=" + Layout.TEMPORARY);
        arguments.add("-cp");
        arguments.add(String.join(
                ":", jars.stream().map(jar -> Layout.JARS + "/" + jar).toList()));
        return lines(arguments);
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
