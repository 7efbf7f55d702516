package io.watertight.bench.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * TCP connections of this machine, by {@code /proc/net/tcp} and {@code /proc/net/tcp6}. Stateless.
 *
 * <p>Source: Documentation/networking/proc_net_tcp.rst of Linux.
 */
public final class Connections {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";

    private Connections() {}

    /** Connections that are established to that IPv4 address and port, whoever has accepted them or not yet; 0 if it cannot be told. */
    public static long to(InetSocketAddress local) {
        byte[] address = local.getAddress().getAddress();
        String wanted = String.format(
                Locale.ROOT, "%02X%02X%02X%02X:%04X", address[3], address[2], address[1], address[0], local.getPort());
        long connections = 0;
        for (Path table : TABLES) {
            connections += in(table, wanted);
        }
        return connections;
    }

    private static long in(Path table, String wanted) {
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(row -> row.length > 3 && row[1].endsWith(wanted) && row[3].equals(ESTABLISHED))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }
}
