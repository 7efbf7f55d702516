package io.watertight.gateway.redis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A real Redis Cluster of local processes: three primaries, each with a replica. */
final class RedisCluster implements AutoCloseable {

    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisProcess> nodes = new ArrayList<>();

    /** Started, with every slot kept and every replica in step. */
    static RedisCluster start(Path directory) {
        RedisCluster cluster = new RedisCluster();
        try {
            cluster.form(directory);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void form(Path directory) {
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            nodes.add(RedisProcess.start(
                    directory,
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "1500",
                    "--cluster-replica-validity-factor",
                    "0",
                    "--repl-ping-replica-period",
                    "1"));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            RedisProcess node = nodes.get(i);
            ok(node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1)));
            List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(i * SLOTS / PRIMARIES, (i + 1) * SLOTS / PRIMARIES)
                    .mapToObj(Integer::toString)
                    .forEach(words::add);
            ok(node.command(words.toArray(String[]::new)));
        }
        for (RedisProcess node : nodes) {
            ok(node.command(
                    "CLUSTER",
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(nodes.getFirst().port())));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            String primary = String.valueOf(nodes.get(i).command("CLUSTER", "MYID"));
            RedisProcess replica = nodes.get(PRIMARIES + i);
            Await.until(
                    "the replica knows its primary",
                    () -> "OK".equals(replica.command("CLUSTER", "REPLICATE", primary)));
        }
        Await.until(
                "all nodes agree",
                () -> nodes.stream()
                        .allMatch(node -> info(node, "CLUSTER", "INFO").contains("cluster_state:ok")));
        Await.until(
                "the replicas are in step",
                () -> nodes.stream()
                        .skip(PRIMARIES)
                        .allMatch(node -> info(node, "INFO", "replication").contains("master_link_status:up")));
        Await.until(
                "all nodes know the replicas",
                () -> nodes.stream()
                        .allMatch(node -> PRIMARIES
                                == info(node, "CLUSTER", "NODES")
                                        .lines()
                                        .filter(line -> line.contains("slave"))
                                        .count()));
    }

    private static void ok(@Nullable Object answer) {
        if (!"OK".equals(answer)) {
            throw new AssertionError(answer);
        }
    }

    private static String info(RedisProcess node, String... words) {
        return String.valueOf(node.command(words));
    }

    /** Some of the nodes to begin with. */
    String uri() {
        return "redis://127.0.0.1:" + nodes.get(0).port() + ",127.0.0.1:"
                + nodes.get(1).port();
    }

    RedisProcess primary(int index) {
        return nodes.get(index);
    }

    /** The replica of that primary. */
    RedisProcess replica(int index) {
        return nodes.get(PRIMARIES + index);
    }

    /** The first primary that keeps a key. */
    int keeperOf(String key) {
        return IntStream.range(0, PRIMARIES)
                .filter(i -> nodes.get(i).keys(key).size() == 1)
                .findFirst()
                .orElseThrow();
    }

    /** Buckets on each of the primaries. */
    List<Integer> buckets() {
        return nodes.stream()
                .limit(PRIMARIES)
                .map(node -> node.keys("wt:*:*").size())
                .toList();
    }

    /** Epochs on all primaries together. */
    int epochs() {
        return nodes.stream()
                .limit(PRIMARIES)
                .mapToInt(node -> node.keys("wt:{??}").size())
                .sum();
    }

    void begunLongAgo() {
        nodes.stream().limit(PRIMARIES).forEach(Memory::begunLongAgo);
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
