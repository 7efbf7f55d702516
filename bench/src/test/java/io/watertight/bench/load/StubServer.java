package io.watertight.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of blocking sockets, one thread per connection, that does exactly what a test tells it to. */
final class StubServer implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What to do with one request, whose head was read. */
    @FunctionalInterface
    interface Behaviour {
        /** Returns whether the connection is to be kept. */
        boolean onRequest(String head, Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    StubServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with these bytes. */
    static StubServer answering(String bytes) throws IOException {
        return new StubServer((head, socket) -> send(socket, bytes));
    }

    static boolean send(Socket socket, String bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    Replica replica(String id) {
        return new Replica(id, new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
    }

    /** The heads of all requests so far. */
    List<String> heads() {
        return heads;
    }

    int acceptedConnections() {
        return accepted.get();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                sockets.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean keep = true;
            while (keep) {
                String head = readHead(in);
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                keep = behaviour.onRequest(head, socket);
            }
        } catch (IOException closed) {
            // by the other side, or because the test is over
        } catch (Exception e) {
            throw new IllegalStateException("the stub's behaviour failed", e);
        }
    }

    /** The head, with the body where Content-Length says so; empty at the end of the stream. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) {
                int bodyBytes = head.toString()
                        .lines()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .mapToInt(line -> Integer.parseInt(line.substring(16)))
                        .findFirst()
                        .orElse(0);
                return head + new String(in.readNBytes(bodyBytes), StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** Ends all connections. */
    void stop() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
