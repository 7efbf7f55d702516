package io.watertight.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a folder of {@code bench/gateways} says of the gateway in it: its file {@code gateway.yaml}. Texts are empty, and lists
 * too, where the file has none. In commands and files, {@code @name@} stands for a value; see {@link Placeholders}.
 *
 * @param title the gateway's name
 * @param site where its makers are found
 * @param binary the program that is looked for on the PATH
 * @param requires files that must be there as well, such as a module
 * @param build a command that makes {@code product}, run in the folder when that is not there or older than its sources
 * @param product what {@code build} makes, in the folder
 * @param version a command whose first line is the version
 * @param versionText the version, where no command tells it
 * @param files templates in the folder, filled in and copied to where the process runs
 * @param start the command that runs it in the foreground
 * @param jvm whether it is a JVM: then its memory is its live set after a full collection
 * @param warmUpSeconds load before the first round that counts; at least 1
 * @param entrances {@code HOST:PORT/PATH} of each {@link Entrance}
 * @param unavailable of the entrances that it has not, why
 * @param variants the contestants in this folder, at least one
 * @param tuning what was done for its performance
 * @param remarks what a reader of its numbers should know
 * @param documentation where that is written
 * @param untried why nobody has seen this configuration work yet
 */
public record GatewayDescriptor(
        String title,
        String site,
        String binary,
        List<String> requires,
        List<String> build,
        String product,
        List<String> version,
        String versionText,
        List<String> files,
        List<String> start,
        boolean jvm,
        int warmUpSeconds,
        Map<String, String> entrances,
        Map<String, String> unavailable,
        Map<String, Variant> variants,
        List<String> tuning,
        List<String> remarks,
        List<String> documentation,
        String untried) {

    /**
     * One way of running the gateway.
     *
     * @param title as tables show it
     * @param limiter whether each process holds its own limit, or all share one
     * @param redis whether it needs a Redis
     * @param values what placeholders stand for in this variant
     */
    public record Variant(String title, Limiter limiter, boolean redis, Map<String, String> values) {
        public Variant {
            require(!title.isEmpty(), "title: none (expected: as tables are to show it)");
            values = Map.copyOf(values);
        }
    }

    /** Where the state of the limit is. Numbers of the one are never put beside numbers of the other. */
    public enum Limiter {
        /** In the process. */
        LOCAL,
        /** In a store that all processes charge. */
        SHARED
    }

    /** @throws IllegalArgumentException naming the key, its value and what was expected */
    public GatewayDescriptor {
        require(!title.isEmpty(), "title: none (expected: the gateway's name)");
        require(!start.isEmpty(), "start: none (expected: the command that runs it in the foreground)");
        require(!variants.isEmpty(), "variants: none (expected: at least one)");
        require(
                build.isEmpty() == product.isEmpty(),
                "product: " + product + " (expected: given with build, or both not)");
        require(warmUpSeconds <= 600, "warmUpSeconds: " + warmUpSeconds + " (expected: 1..600)");
        for (Entrance entrance : Entrance.values()) {
            require(
                    entrances.containsKey(entrance.key()) != unavailable.containsKey(entrance.key()),
                    "entrances: " + entrance.key()
                            + " (expected: HOST:PORT/PATH, or under unavailable why there is none)");
        }
        List<String> known = Arrays.stream(Entrance.values()).map(Entrance::key).toList();
        for (String name : entrances.keySet()) {
            require(known.contains(name), "entrances: " + name + " (expected: of " + known + ")");
        }
        warmUpSeconds = Math.max(1, warmUpSeconds);
        requires = List.copyOf(requires);
        build = List.copyOf(build);
        version = List.copyOf(version);
        files = List.copyOf(files);
        start = List.copyOf(start);
        entrances = Map.copyOf(entrances);
        unavailable = Map.copyOf(unavailable);
        tuning = List.copyOf(tuning);
        remarks = List.copyOf(remarks);
        documentation = List.copyOf(documentation);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
