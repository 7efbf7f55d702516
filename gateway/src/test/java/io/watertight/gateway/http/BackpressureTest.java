package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.http.RawConnection.Ended;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that stop. {@code -Dwatertight.body.megabytes=1024} makes the bodies larger. */
@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class BackpressureTest extends OverEachTransport {

    private static final int BLOCK = 65_536;
    private static final long BLOCKS = Long.getLong("watertight.body.megabytes", 64) * (1 << 20) / BLOCK;
    private static final long LENGTH = BLOCKS * BLOCK;
    private static final byte[] CONTENT = content();

    /** What one connection may hold: the two sides' water marks, what was read in one go, and room for fragments. */
    private static final long MAX_PINNED_BYTES = 1 << 20;

    private static final long MAX_HEAP_GROWTH_BYTES = 8 << 20;

    private static byte[] content() {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (i * 31 + (i >> 8));
        }
        return block;
    }

    private static void writeBody(RawConnection connection, boolean chunked, AtomicLong written) throws IOException {
        for (long i = 0; i < BLOCKS; i++) {
            if (chunked) {
                connection.send(Integer.toHexString(BLOCK) + "\r\n");
            }
            connection.send(CONTENT);
            if (chunked) {
                connection.send("\r\n");
            }
            written.addAndGet(BLOCK);
        }
        if (chunked) {
            connection.send("0\r\n\r\n");
        }
    }

    /** Reads a body that was written by {@link #writeBody}, in the framing of its head, and compares each byte. */
    private static long readBody(RawConnection connection, boolean chunked) throws IOException {
        long read = 0;
        while (true) {
            int size = chunked ? connection.readChunkSize() : (int) Math.min(BLOCK, LENGTH - read);
            if (size == 0) {
                return read;
            }
            byte[] bytes = connection.readBytes(size);
            for (byte b : bytes) {
                if (b != CONTENT[(int) (read++ % BLOCK)]) {
                    throw new AssertionError("another byte at " + (read - 1));
                }
            }
            if (chunked) {
                connection.readBytes(2);
            }
        }
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String framing(boolean chunked) {
        return chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + LENGTH + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_that_stops_reading_stops_the_origin_and_costs_no_memory(boolean chunked) throws Exception {
        AtomicLong written = new AtomicLong();
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n" + framing(chunked) + "\r\n");
            writeBody(connection, chunked, written);
            connection.readHead();
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(RawConnection.to(gateway.address(), BLOCK));
        long pinned = pinnedBytes();
        long heap = heapBytes();
        client.send(get("/")).readHead();

        long stalledAt = Await.steady("what the origin has written", written::get);

        assertThat(stalledAt).isLessThan(LENGTH);
        assertThat(pinnedBytes() - pinned).as("bytes in buffers").isLessThan(MAX_PINNED_BYTES);
        assertThat(heapBytes() - heap).as("bytes on the heap").isLessThan(MAX_HEAP_GROWTH_BYTES);
        assertThat(readBody(client, chunked)).isEqualTo(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_origin_that_stops_reading_stops_the_client_and_costs_no_memory(boolean chunked) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong written = new AtomicLong();
        AtomicLong read = new AtomicLong();
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            go.await();
            read.set(readBody(connection, chunked));
            if (chunked) {
                connection.readBytes(2);
            }
            connection.send(ok("whole")).readHead();
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);
        long pinned = pinnedBytes();
        long heap = heapBytes();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> {
                client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing(chunked) + "\r\n");
                writeBody(client, chunked, written);
                return null;
            });

            long stalledAt = Await.steady("what the client has written", written::get);

            assertThat(stalledAt).isLessThan(LENGTH);
            assertThat(pinnedBytes() - pinned).as("bytes in buffers").isLessThan(MAX_PINNED_BYTES);
            assertThat(heapBytes() - heap).as("bytes on the heap").isLessThan(MAX_HEAP_GROWTH_BYTES);
            go.countDown();
            writing.get();
        }
        assertThat(client.readResponse().text()).isEqualTo("whole");
        assertThat(read).hasValue(LENGTH);
    }

    @Test
    void a_body_that_ends_with_the_connection_is_whole_for_a_client_that_reads_late() throws Exception {
        int blocks = 100;
        AtomicLong written = new AtomicLong();
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            for (int i = 0; i < blocks; i++) {
                connection.send(CONTENT);
                written.addAndGet(BLOCK);
            }
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(RawConnection.to(gateway.address(), BLOCK));
        client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readHead();
        Await.steady("what the origin has written", written::get);

        long read = 0;
        while (read < (long) blocks * BLOCK) {
            byte[] bytes = client.readBytes(BLOCK);
            assertThat(bytes).isEqualTo(CONTENT);
            read += bytes.length;
        }

        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    /** Answers with so much that some of it waits in the gateway for the client to read on, and ends. */
    private ScriptedOrigin originThatFillsTheWayToTheClient(AtomicLong written) {
        byte[] part = Arrays.copyOf(CONTENT, 49_152);
        return origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            do {
                connection.send(part);
                written.addAndGet(part.length);
            } while (!isHeldUpInTheGateway());
            byte[] more =
                    new byte[8 * BLOCK]; // waits in front of the gateway, with the end of the connection behind it
            connection.send(more);
            written.addAndGet(more.length);
        }));
    }

    /** True where the gateway has taken bytes and does not get rid of them. */
    private static boolean isHeldUpInTheGateway() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 5_000_000L) {
            if (pinnedBytes() > 0) {
                return !isFalling(start + 50_000_000L);
            }
            LockSupport.parkNanos(100_000);
        }
        return false;
    }

    private static boolean isFalling(long untilNanos) {
        while (System.nanoTime() - untilNanos < 0) {
            if (pinnedBytes() == 0) {
                return true;
            }
            LockSupport.parkNanos(100_000);
        }
        return false;
    }

    @Test
    void the_end_of_the_client_s_side_cuts_nothing_off_the_answer() throws Exception {
        AtomicLong written = new AtomicLong();
        ScriptedOrigin origin = originThatFillsTheWayToTheClient(written);
        RawConnection client = client(RawConnection.to(before(origin).address(), 4096));
        client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readHead();
        Await.until("the origin has sent all", () -> origin.open() == 0);

        client.finishOutput();

        assertThat(client.readBytes((int) written.get())).hasSize((int) written.get());
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_client_that_pauses_at_the_end_of_the_answer_loses_none_of_it() throws Exception {
        AtomicLong written = new AtomicLong();
        ScriptedOrigin origin = originThatFillsTheWayToTheClient(written);
        RawConnection client = client(RawConnection.to(before(origin).address(), 4096));
        client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readHead();
        Await.until("the origin has sent all", () -> origin.open() == 0);
        long longerThanLingering = System.nanoTime() + 2_300_000_000L;

        Await.until("time has passed", () -> System.nanoTime() - longerThanLingering > 0);

        assertThat(client.readBytes((int) written.get())).hasSize((int) written.get());
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_half_closed_client_that_reads_late_never_takes_a_part_for_the_whole() throws Exception {
        AtomicLong written = new AtomicLong();
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\n");
            writeBody(connection, false, written);
        }));
        RawConnection client = client(RawConnection.to(before(origin).address(), 4096));
        client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").finishOutput();
        client.readHead();
        Await.steady("what the origin has written", written::get);

        long read = client.countToEnd();

        assertThat(read).isIn(-1L, LENGTH);
    }

    @Test
    void a_client_that_never_reads_on_is_given_up() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n" + framing(false) + "\r\n");
            writeBody(connection, false, new AtomicLong());
        }));
        GatewayUnderTest gateway = start(gateway().to(origin).http("idleTimeout: 300ms"));
        RawConnection client = client(RawConnection.to(gateway.address(), BLOCK));

        client.send(get("/"));

        Await.until("the upstream connection was in use", () -> origin.accepted() == 1);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void a_client_is_not_blamed_for_an_origin_that_stops_reading() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            new CountDownLatch(1).await(900, java.util.concurrent.TimeUnit.MILLISECONDS);
        }));
        GatewayUnderTest gateway =
                start(gateway().to(origin, "responseTimeout: 700ms").http("idleTimeout: 200ms"));
        RawConnection client = client(gateway);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing(false) + "\r\n");
                writeBody(client, false, new AtomicLong());
                return null;
            });

            HttpMessage answer = client.readResponse();

            assertThat(answer.status()).isEqualTo(504);
            client.close();
        }
    }

    @Test
    void a_client_that_only_sends_and_never_reads_is_not_read_on() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }"));
        RawConnection client = client(RawConnection.to(gateway.address(), 4096));
        long pinned = pinnedBytes();
        AtomicLong sent = new AtomicLong();
        int requests = 40_000;
        String many = ("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(400) + "\r\n\r\n").repeat(100);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; i < requests; i += 100) {
                    client.send(many);
                    sent.addAndGet(100);
                }
                return null;
            });

            long stalledAt = Await.steady("what the client has sent", sent::get);

            assertThat(stalledAt).isBetween(1L, requests - 1L);
            assertThat(pinnedBytes() - pinned).as("bytes in buffers").isLessThan(MAX_PINNED_BYTES);
            for (int i = 0; i < requests; i++) {
                assertThat(client.readResponse().status()).isEqualTo(404);
            }
            writing.get();
        }
    }

    @Test
    void many_connections_at_once_are_all_served() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.target())));
        GatewayUnderTest gateway = start(gateway().to(origin).threads(2));
        List<Future<Integer>> served = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 300; n++) {
                String target = "/" + n;
                served.add(threads.submit(() -> {
                    int count = 0;
                    try (RawConnection client = gateway.connect()) {
                        for (int i = 0; i < 10; i++) {
                            count += client.send(get(target))
                                            .readResponse()
                                            .text()
                                            .equals(target)
                                    ? 1
                                    : 0;
                        }
                    }
                    return count;
                }));
            }
        }

        for (Future<Integer> count : served) {
            assertThat(count.get()).isEqualTo(10);
        }
        assertThat(origin.accepted()).isLessThanOrEqualTo(300);
    }
}
