package io.watertight.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that numbers were measured on. Immutable.
 *
 * @param cpuModel the processor's name; its architecture where it has none
 * @param virtual whether a hypervisor is below
 * @param cores processors that this JVM may use
 * @param memoryBytes main memory
 * @param system the distribution
 * @param kernel the kernel's release
 * @param jdk the Java virtual machine and its version
 */
public record Machine(
        String cpuModel, boolean virtual, int cores, long memoryBytes, String system, String kernel, String jdk) {

    /**
     * This machine.
     *
     * @throws IOException if /proc cannot be read
     */
    public static Machine current() throws IOException {
        return read(Path.of("/"));
    }

    /** Reads the files below a root directory. */
    static Machine read(Path root) throws IOException {
        String cpu = Files.readString(root.resolve("proc/cpuinfo"));
        String memory = Files.readString(root.resolve("proc/meminfo"));
        Path release = root.resolve("etc/os-release");
        String system = Files.exists(release) ? Files.readString(release) : "";
        return new Machine(
                valueOf("model name", ':', cpu, System.getProperty("os.arch")),
                valueOf("flags", ':', cpu, "").matches("(.* )?hypervisor( .*)?"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(valueOf("MemTotal", ':', memory, "0").replaceAll("[^0-9]", "")) * 1024,
                valueOf("PRETTY_NAME", '=', system, System.getProperty("os.name"))
                        .replace("\"", ""),
                Files.readString(root.resolve("proc/sys/kernel/osrelease")).strip(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    private static String valueOf(String key, char separator, String text, String otherwise) {
        return text.lines()
                .filter(line -> line.startsWith(key) && line.indexOf(separator) >= key.length())
                .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
