package io.watertight.bench.cluster;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks into another JVM of this machine and this user, through the attach interface and its local management agent. The
 * connection stays open until {@link #close}, so that the threads and sockets that it costs the other JVM are the same at
 * every sample. Not thread-safe.
 */
public final class JvmProbe implements AutoCloseable {
    /** The collectors that visit the whole heap, by the names under which HotSpot shows them. */
    private static final Set<String> WHOLE_HEAP_COLLECTORS =
            Set.of("G1 Old Generation", "MarkSweepCompact", "PS MarkSweep", "ZGC Major Cycles", "Shenandoah Cycles");

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final GarbageCollectorMXBean collector;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;
    private final BufferPoolMXBean directBuffers;
    private final Set<String> heapPools;

    private JvmProbe(JMXConnector connector) throws IOException {
        this.connector = connector;
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        this.memory = only(connection, MemoryMXBean.class);
        this.threads = only(connection, ThreadMXBean.class);
        this.system = only(connection, UnixOperatingSystemMXBean.class);
        this.directBuffers = ManagementFactory.getPlatformMXBeans(connection, BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow(() -> new IOException("no pool of direct buffers"));
        this.heapPools = ManagementFactory.getPlatformMXBeans(connection, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toUnmodifiableSet());
        List<GarbageCollectorMXBean> collectors =
                ManagementFactory.getPlatformMXBeans(connection, GarbageCollectorMXBean.class);
        this.collector = collectors.stream()
                .filter(candidate -> WHOLE_HEAP_COLLECTORS.contains(candidate.getName()))
                .findFirst()
                .orElseThrow(() -> new IOException("collectors: "
                        + collectors.stream()
                                .map(GarbageCollectorMXBean::getName)
                                .collect(Collectors.joining(", "))
                        + " (expected: one of " + WHOLE_HEAP_COLLECTORS + ")"));
    }

    /**
     * Connects to a JVM.
     *
     * @throws IOException if there is no such JVM, or it cannot be attached to
     */
    @SuppressWarnings("BanJNDI") // the address is a stub that the JVM attached to has just made: nothing is looked up
    public static JvmProbe attach(long pid) throws IOException {
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(startAgent(pid)));
        try {
            return connected(() -> new JvmProbe(connector));
        } catch (IOException | RuntimeException e) {
            connector.close();
            throw e;
        }
    }

    /**
     * Has the JVM collect its whole heap, which stops it for a moment, and reads what is left.
     *
     * @throws IOException if the connection is lost, or the JVM is told not to collect on request
     */
    public Reading collectAndRead() throws IOException {
        return connected(this::collectAndReadConnected);
    }

    /** What is asked of a bean throws no exception that is checked; a lost connection is wrapped in one that is not. */
    private static <T> T connected(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (UndeclaredThrowableException e) {
            if (e.getCause() instanceof IOException lost) {
                throw new IOException("the connection to the JVM is lost", lost);
            }
            throw e;
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private Reading collectAndReadConnected() throws IOException {
        long before = collector.getCollectionCount();
        memory.gc();
        if (collector.getCollectionCount() == before) {
            throw new IOException("no collection on request (expected: a JVM without -XX:+DisableExplicitGC and"
                    + " -XX:+ExplicitGCInvokesConcurrent)");
        }
        // Not the memory used now: under load, that includes what was allocated since the collection.
        long heapUsed = collector.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        return new Reading(
                heapUsed, directBuffers.getMemoryUsed(), system.getOpenFileDescriptorCount(), threads.getThreadCount());
    }

    /** Closes the connection; the agent stays in the other JVM, idle. */
    @Override
    public void close() throws IOException {
        connector.close();
    }

    private static String startAgent(long pid) throws IOException {
        VirtualMachine machine;
        try {
            machine = VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " cannot be attached to", e);
        }
        try {
            return machine.startLocalManagementAgent();
        } finally {
            machine.detach();
        }
    }

    private static <T extends PlatformManagedObject> T only(MBeanServerConnection connection, Class<T> type)
            throws IOException {
        return ManagementFactory.getPlatformMXBean(connection, type);
    }

    /**
     * What a JVM held after a full collection.
     *
     * @param heapUsedBytes the live set
     * @param directBytes direct buffers of java.nio; a library that allocates around it is not in this figure
     * @param openFds open file descriptors
     * @param threads live threads
     */
    public record Reading(long heapUsedBytes, long directBytes, long openFds, long threads) {}
}
