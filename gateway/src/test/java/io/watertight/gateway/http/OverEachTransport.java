package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.netty.util.LeakPresenceDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the whole gateway over real sockets, once for each transport that this machine has ({@link TransportsTest} says which it has not). Behind each
 * test no buffer and no connection may be left.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("transports")
abstract class OverEachTransport {

    @Parameter
    String transport = "";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final List<AutoCloseable> clients = new ArrayList<>();
    private final List<GatewayUnderTest> gateways = new ArrayList<>();
    private final List<ScriptedOrigin> origins = new ArrayList<>();
    private long pinnedBefore;

    static Stream<String> transports() {
        return Stream.of(
                        Stream.of("nio"),
                        Epoll.isAvailable() ? Stream.of("epoll") : Stream.<String>empty(),
                        IoUring.isAvailable() ? Stream.of("io_uring") : Stream.<String>empty())
                .flatMap(names -> names);
    }

    @BeforeEach
    void measure() {
        pinnedBefore = pinnedBytes();
    }

    @AfterEach
    void nothing_is_left_behind() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        gateways.forEach(GatewayUnderTest::close);
        for (ScriptedOrigin origin : origins) {
            Await.until("the origin's connections are closed", () -> origin.open() == 0);
            origin.close();
        }
        LeakPresenceDetector.check();
        assertThat(pinnedBytes()).as("bytes in buffers").isEqualTo(pinnedBefore);
    }

    /** Memory that buffers hold now, in bytes, off and on the heap. */
    static long pinnedBytes() {
        PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        return allocator.pinnedDirectMemory() + allocator.pinnedHeapMemory();
    }

    ScriptedOrigin origin(ScriptedOrigin origin) {
        origins.add(origin);
        return origin;
    }

    GatewayUnderTest.Builder gateway() {
        return new GatewayUnderTest.Builder(directory, transport);
    }

    GatewayUnderTest start(GatewayUnderTest.Builder builder) {
        GatewayUnderTest gateway = builder.start();
        gateways.add(gateway);
        return gateway;
    }

    /** A gateway that sends everything to that origin. */
    GatewayUnderTest before(ScriptedOrigin origin) {
        return start(gateway().to(origin));
    }

    RawConnection client(GatewayUnderTest gateway) {
        return client(gateway.connect());
    }

    RawConnection client(RawConnection connection) {
        clients.add(connection);
        return connection;
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    static String chunked(String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            if (part.isEmpty()) {
                continue; // an empty chunk is the last one
            }
            body.append(Integer.toHexString(part.length()))
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        return body.append("0\r\n\r\n").toString();
    }
}
