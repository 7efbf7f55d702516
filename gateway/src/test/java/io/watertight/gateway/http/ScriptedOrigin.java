package io.watertight.gateway.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to each connection exactly what a test wrote down, on a thread of its own, and counts. */
final class ScriptedOrigin implements AutoCloseable {

    /** What happens on one connection; it is closed behind it. */
    @FunctionalInterface
    interface Script {
        void run(RawConnection connection) throws Exception;
    }

    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<RawConnection> open = ConcurrentHashMap.newKeySet();
    private final List<HttpMessage> requests = new CopyOnWriteArrayList<>();

    private ScriptedOrigin(Script script) {
        this.script = script;
        try {
            this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedOrigin running(Script script) {
        ScriptedOrigin origin = new ScriptedOrigin(script);
        Thread.ofVirtual().name("origin").start(origin::accept);
        return origin;
    }

    /** Answers each request with these bytes, for as long as the connection lives. */
    static ScriptedOrigin answering(String response) {
        return answering(request -> response);
    }

    static ScriptedOrigin answering(Answer answer) {
        ScriptedOrigin[] self = new ScriptedOrigin[1];
        ScriptedOrigin origin = new ScriptedOrigin(connection -> {
            while (true) {
                HttpMessage request = connection.readRequest();
                self[0].requests.add(request);
                connection.send(answer.to(request));
            }
        });
        self[0] = origin;
        Thread.ofVirtual().name("origin").start(origin::accept);
        return origin;
    }

    /** What to answer to a request. */
    @FunctionalInterface
    interface Answer {
        String to(HttpMessage request);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                RawConnection connection = new RawConnection(socket);
                open.add(connection);
                accepted.incrementAndGet();
                Thread.ofVirtual().name("origin connection").start(() -> serve(connection));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(RawConnection connection) {
        try (connection) {
            script.run(connection);
        } catch (Exception e) {
            // the gateway ended the connection, or the test did: asserted there, from outside
        } finally {
            open.remove(connection);
        }
    }

    String endpoint() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections have been accepted so far. */
    int accepted() {
        return accepted.get();
    }

    /** How many connections are in use by their script. */
    int open() {
        return open.size();
    }

    /** The requests so far, where the origin is {@link #answering}. */
    List<HttpMessage> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (RawConnection connection : open) {
            connection.close();
        }
    }
}
