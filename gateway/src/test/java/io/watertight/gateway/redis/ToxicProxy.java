package io.watertight.gateway.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between client and Redis that can be made bad: late, narrow, or swallowing everything; and connections that break. What is set counts for open connections
 * too.
 */
final class ToxicProxy implements AutoCloseable {

    private static final int CHUNK = 4096;
    private static final long SWALLOW_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long latencyNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean swallowing;
    private final AtomicInteger accepted = new AtomicInteger();

    ToxicProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + port();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every chunk takes so long on its way, either way. */
    void latency(Duration latency) {
        latencyNanos = latency.toNanos();
    }

    void bytesPerSecond(long bytes) {
        bytesPerSecond = bytes;
    }

    /** Connections are accepted and stay open, and nothing is passed on; false: it is passed on now. */
    void swallow(boolean swallow) {
        swallowing = swallow;
    }

    /** Breaks all connections with a reset. */
    void reset() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed already
            }
            close(socket);
        }
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    int connections() {
        return sockets.size() / 2;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            } catch (IOException e) {
                // the listener is closed, or Redis is not there: its client will see
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                while (swallowing && !from.isClosed()) {
                    LockSupport.parkNanos(SWALLOW_POLL_NANOS);
                }
                LockSupport.parkNanos(latencyNanos + TimeUnit.SECONDS.toNanos(length) / bytesPerSecond);
                out.write(chunk, 0, length);
            }
        } catch (IOException e) {
            // either side is gone
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
    }
}
