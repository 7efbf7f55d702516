package io.watertight.bench.cluster;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the tests start as a child: behaves as its first argument says. */
final class ChildMain {
    private static final List<Object> KEPT = new ArrayList<>();

    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serve" -> {
                System.err.println("a line of the log");
                ready();
            }
            case "fail" -> {
                System.out.println("starting");
                System.err.println("config.yaml: listen: x (expected: HOST:PORT)");
                System.exit(2);
            }
            case "stay-silent" -> {
                System.out.println("still starting");
                forever();
            }
            case "ignore-term" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(ChildMain::forever));
                ready();
            }
            case "keep" -> {
                KEPT.add(new byte[Integer.parseInt(args[1])]);
                KEPT.add(ByteBuffer.allocateDirect(Integer.parseInt(args[2])));
                ready();
            }
            case "start-another" -> {
                ManagedProcess child = ManagedProcess.start(launch(Path.of(args[1]), List.of(), "serve"));
                System.out.println("ready listen=127.0.0.1:1 child=" + child.pid());
                forever();
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    static Launch launch(Path directory, List<String> jvmOptions, String... arguments) {
        List<String> options = new ArrayList<>(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
        options.addAll(jvmOptions);
        return Launch.java(
                "child",
                options,
                System.getProperty("java.class.path", ""),
                ChildMain.class.getName(),
                List.of(arguments),
                directory.resolve("child-" + arguments[0] + ".log"));
    }

    private static void ready() {
        System.out.println("ready listen=127.0.0.1:8080 admin=127.0.0.1:9090 transport=epoll");
        forever();
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
