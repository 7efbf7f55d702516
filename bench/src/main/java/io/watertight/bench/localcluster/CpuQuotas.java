package io.watertight.bench.localcluster;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The control groups in which a run may limit its processes: version 2 or 1, where this process may make any. Thread-safe.
 *
 * <p>Sources: Documentation/admin-guide/cgroup-v2.rst and Documentation/scheduler/sched-bwc.rst of Linux.
 */
public final class CpuQuotas {
    /** The kernel's own default, and that of a kubelet. */
    private static final int PERIOD_MICROS = 100_000;

    private static final int MICROS_PER_MILLI_CORE = PERIOD_MICROS / 1000;

    /** How a kubelet turns a request into version 1's shares, and KEP-2254 those into version 2's weight. */
    private static final long SHARES_PER_CORE = 1024;

    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long MOST_WEIGHT = 10_000;

    private static final Path PROC = Path.of("/proc");

    /** The first part of a group's name, and the number of the process that made it. */
    private static final Pattern NAME = Pattern.compile("watertight-(\\d{1,18})-.*");

    private final String words;
    private final @Nullable Path parent;
    private final boolean unified;

    private CpuQuotas(String words, @Nullable Path parent, boolean unified) {
        this.words = words;
        this.parent = parent;
        this.unified = unified;
    }

    /** Nobody is limited. */
    public static CpuQuotas none() {
        return new CpuQuotas("no CPU quotas", null, false);
    }

    /** Tries what this machine has. */
    public static CpuQuotas find() {
        try {
            return find(PROC);
        } catch (IOException e) {
            return new CpuQuotas("no CPU quotas: " + e.getMessage(), null, false);
        }
    }

    static CpuQuotas find(Path proc) throws IOException {
        List<String> mounts = Files.readAllLines(proc.resolve("self/mounts"));
        List<String> groups = Files.readAllLines(proc.resolve("self/cgroup"));
        Optional<Path> first = mountOf(mounts, "cgroup", "cpu").map(mount -> own(mount, groups, "cpu"));
        if (first.isPresent()) {
            return tried(new CpuQuotas("CPU quotas by cgroup v1", first.get(), false));
        }
        Optional<Path> second = mountOf(mounts, "cgroup2", "").map(mount -> own(mount, groups, ""));
        if (second.isPresent()) {
            return tried(new CpuQuotas("CPU quotas by cgroup v2", second.get(), true));
        }
        return new CpuQuotas("no CPU quotas: no cgroup file system is mounted", null, false);
    }

    /** What is mounted where, in the form of {@code /proc/self/mounts}: device, place, type, options. */
    private static Optional<Path> mountOf(List<String> mounts, String type, String controller) {
        return mounts.stream()
                .map(line -> line.split(" "))
                .filter(mount -> mount.length > 3 && mount[2].equals(type))
                .filter(mount -> controller.isEmpty()
                        || Arrays.asList(mount[3].split(",")).contains(controller))
                .map(mount -> Path.of(mount[1]))
                .findFirst();
    }

    /** The group that this process is in, in the form of {@code /proc/self/cgroup}: number, controllers, place. */
    private static Path own(Path mount, List<String> groups, String controller) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(group ->
                        group.length == 3 && Arrays.asList(group[1].split(",")).contains(controller))
                .map(group -> mount.resolve(group[2].substring(1)))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(mount);
    }

    private static CpuQuotas tried(CpuQuotas quotas) {
        try {
            quotas.sweep();
            quotas.create(name("trial"), 1000, 1000).close();
            return quotas;
        } catch (IOException e) {
            return new CpuQuotas("no CPU quotas: this process may make no cgroups", null, false);
        }
    }

    /** The name of a group that this process makes. */
    static String name(String rest) {
        return "watertight-" + ProcessHandle.current().pid() + "-" + rest;
    }

    /** Takes away what runs left that were ended before they could. The kernel keeps any group in which there still are processes. */
    private void sweep() throws IOException {
        if (parent == null) {
            return;
        }
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, CpuQuotas::isLeftBehind)) {
            groups.forEach(group -> new CpuQuota(group).close());
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static boolean isLeftBehind(Path group) {
        Matcher name = NAME.matcher(group.getFileName().toString());
        return name.matches()
                && Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** What there is, for people. */
    public String words() {
        return words;
    }

    /**
     * Makes a group, with the weight and the limit that a kubelet would give it.
     *
     * @param name no other group beside this process' has it; from {@link #name}, if it is to be found should it be left behind
     * @param requestMilli thousandths of a core that it is to get where others want them too, at least 1
     * @param limitMilli thousandths of a core that it may use; 0 for no limit
     * @throws IOException if it cannot be made
     */
    CpuQuota create(String name, int requestMilli, int limitMilli) throws IOException {
        if (parent == null) {
            return CpuQuota.NONE;
        }
        if (unified) {
            allowCpuBelow(parent);
        }
        Path group = Files.createDirectory(parent.resolve(name));
        CpuQuota quota = new CpuQuota(group);
        try {
            weigh(group, Math.max(LEAST_SHARES, (long) requestMilli * SHARES_PER_CORE / 1000));
            if (limitMilli > 0) {
                limit(group, (long) limitMilli * MICROS_PER_MILLI_CORE);
            }
            return quota;
        } catch (IOException e) {
            quota.close();
            throw e;
        }
    }

    private void weigh(Path group, long shares) throws IOException {
        if (unified) {
            long weight = 1 + (shares - LEAST_SHARES) * (MOST_WEIGHT - 1) / (MOST_SHARES - LEAST_SHARES);
            Files.writeString(group.resolve("cpu.weight"), Long.toString(weight));
        } else {
            Files.writeString(group.resolve("cpu.shares"), Long.toString(shares));
        }
    }

    private void limit(Path group, long micros) throws IOException {
        if (unified) {
            Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(micros));
        }
    }

    private static void allowCpuBelow(Path group) throws IOException {
        Path allowed = group.resolve("cgroup.subtree_control");
        if (Stream.of(Files.readString(allowed).strip().split(" ")).noneMatch("cpu"::equals)) {
            Files.writeString(allowed, "+cpu");
        }
    }
}
