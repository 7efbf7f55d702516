package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An upstream that answers each request on a connection with the same bytes, and allocates nothing for it. */
final class Origin implements AutoCloseable {

    static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 16\r\n\r\n0123456789abcdef"
                    .getBytes(US_ASCII);

    private final ServerSocket listener;

    Origin() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("origin").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = listener.accept();
                connection.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().name("origin-connection").start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void serve(Socket connection) {
        byte[] buffer = new byte[4096];
        try (connection;
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            while (Heads.request(in, buffer)) {
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // whoever was served is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
