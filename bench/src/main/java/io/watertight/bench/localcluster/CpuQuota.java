package io.watertight.bench.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one process gets of the CPU: a control group of its own, or nothing where there is none. Immutable. */
public final class CpuQuota implements AutoCloseable {

    /** No limit. */
    public static final CpuQuota NONE = new CpuQuota(null);

    private final @Nullable Path group;

    CpuQuota(@Nullable Path group) {
        this.group = group;
    }

    /** The command that runs the given one inside, from its first instruction on, and under its own process number. */
    public List<String> wrap(List<String> command) {
        if (group == null) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", "echo $$ >\"$0\" && exec \"$@\""));
        wrapped.add(group.resolve("cgroup.procs").toString());
        wrapped.addAll(command);
        return wrapped;
    }

    /** Takes the group away; its processes must be gone. */
    @Override
    public void close() {
        if (group != null) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                // an empty group that stays behind limits nobody
            }
        }
    }
}
