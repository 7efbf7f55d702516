package io.watertight.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration when the file or a secret it refers to holds something else than before.
 *
 * <p>It asks for the contents once a second rather than to be notified. A ConfigMap mount changes by renaming a
 * symbolic link two directories up, editors rename over the file, and network and overlay file systems deliver no
 * events at all: inotify needs a case for each, and a missed one means a gateway that never reloads again. Reading a
 * few kilobytes costs some microseconds, and what a file holds is the one thing that all of these change: its size and
 * its time may stay as they were.
 *
 * <p>A change is acted upon when it has stood still from one check to the next, because a file that is just being
 * written may be a valid configuration with half of its routes. A bad file changes nothing and is reported once; so is
 * its mend, even where it only brings back what was there before.
 *
 * <p>The callbacks run on the watcher's thread. One that throws is logged and tried again, and does not
 * end the watch.
 */
public final class ConfigWatcher implements AutoCloseable {

    /** Puts a configuration in force. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Puts it in force.
         *
         * @throws ConfigException if that turns out to be impossible; the one before is still in force
         */
        void take(GatewayConfig config) throws ConfigException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

    private final Path file;
    private final Taker onChange;
    private final Consumer<ConfigException> onError;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable Thread thread;
    private GatewayConfig current;
    private boolean failed;

    /** What the last load used. Empty at first, so that a change before the first check is not missed. */
    private Map<Path, String> loaded = Map.of();

    /** A change that has been seen once; null if there is none. */
    private @Nullable Map<Path, String> moving;

    /**
     * @param file the file that {@code current} was loaded from
     * @param onChange receives each configuration that differs from the one before, or follows a bad one; one that it refuses is a bad one
     * @param onError receives what is wrong with a changed file; the configuration before stays in force
     */
    public ConfigWatcher(Path file, GatewayConfig current, Taker onChange, Consumer<ConfigException> onError) {
        this.file = file;
        this.current = current;
        this.onChange = onChange;
        this.onError = onError;
    }

    /** Starts the daemon thread that checks once a second until {@link #close}. To be called once. */
    public void start() {
        start(INTERVAL);
    }

    void start(Duration interval) {
        thread = Thread.ofPlatform().name("config-watcher").daemon().start(() -> watch(interval));
    }

    /**
     * Ends the watch. Waits for a check that is under way, but no longer than 5 s for a file system that hangs, and not
     * if called from a callback.
     */
    @Override
    public void close() {
        closed.countDown();
        Thread watching = thread;
        if (watching == null || watching.equals(Thread.currentThread())) {
            return;
        }
        try {
            watching.join(LONGEST_CHECK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at the files. Not for use by several threads, nor once the watcher's own is started. */
    void check() {
        Set<Path> files = new LinkedHashSet<>(loaded.keySet());
        files.add(file);
        Map<Path, String> now = Inputs.fingerprints(files);
        if (now.equals(loaded)) {
            moving = null;
        } else if (!now.equals(moving)) {
            moving = now;
        } else {
            moving = null;
            reload();
        }
    }

    private void reload() {
        Inputs inputs = new Inputs();
        try {
            GatewayConfig config = ConfigLoader.load(file, inputs);
            if (failed || !config.equals(current)) {
                // if that throws, it is tried again, whatever the files hold by then
                failed = true;
                loaded = Map.of();
                onChange.take(config);
            }
            current = config;
            failed = false;
            loaded = inputs.fingerprints();
        } catch (ConfigException e) {
            failed = true;
            loaded = inputs.fingerprints();
            onError.accept(e);
        }
    }

    private void watch(Duration interval) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    check();
                } catch (RuntimeException e) {
                    LOG.atError().setCause(e).log("configuration watch failed, trying again");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
