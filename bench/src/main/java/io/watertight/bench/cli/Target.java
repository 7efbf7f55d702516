package io.watertight.bench.cli;

import io.watertight.bench.load.Replica;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where load goes, from a URL.
 *
 * @param replica the resolved address
 * @param authority host and port as they were written
 * @param target path and query
 */
record Target(Replica replica, String authority, String target) {
    private static final int MAX_PORT = 65_535;

    /** @throws UsageException if it is no URL that load can be sent to */
    static Target parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException noUrl) {
            throw new UsageException(url + ": no URL (expected: http://HOST:PORT/PATH)");
        }
        @Nullable String host = uri.getHost();
        if ("https".equals(uri.getScheme())) {
            throw new UsageException(url + ": https is not supported (expected: the plain http port of the gateway)");
        }
        if (!"http".equals(uri.getScheme()) || host == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new UsageException(url + ": no URL that load can be sent to (expected: http://HOST:PORT/PATH)");
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String authority = uri.getPort() < 0 ? host : host + ":" + port;
        return new Target(new Replica(authority, resolve(host, port)), authority, target);
    }

    /** @throws UsageException if nobody listens there */
    void requireListening(Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(replica.address(), Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
        } catch (IOException unreachable) {
            throw new UsageException("cannot connect to " + authority + ": " + unreachable.getMessage()
                    + " (start what should listen there, or correct the URL)");
        }
    }

    private static InetSocketAddress resolve(String host, int port) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return new InetSocketAddress(InetAddress.getAllByName(name)[0], port);
        } catch (UnknownHostException unknown) {
            throw new UsageException(name + ": no such host (correct the URL, or the name service)");
        }
    }
}
