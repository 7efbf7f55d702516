package io.watertight.bench.prove;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.start.AotCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Child JVMs that run a class of this very class path. Stateless. */
final class Jvm {

    private static final List<String> ACCESS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** A small heap and the collector with the fewest threads: what is measured is what lives after a full collection. */
    static final List<String> GATEWAY_FLAGS =
            List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading");

    private static final List<String> ECHO_FLAGS = List.of("-Xmx128m", "-XX:+UseSerialGC");

    private Jvm() {}

    static Launch gateway(String name, Class<?> main, List<String> arguments, Path output) {
        return launch(name, AotCache.gatewayOptions(), GATEWAY_FLAGS, main, arguments, output);
    }

    static Launch echo(Class<?> main, List<String> arguments, Path output) {
        return launch("echo", AotCache.options(), ECHO_FLAGS, main, arguments, output);
    }

    private static Launch launch(
            String name, List<String> cache, List<String> flags, Class<?> main, List<String> arguments, Path output) {
        List<String> options = new ArrayList<>(ACCESS);
        options.addAll(cache);
        options.addAll(flags);
        return Launch.java(name, options, System.getProperty("java.class.path"), main.getName(), arguments, output);
    }
}
