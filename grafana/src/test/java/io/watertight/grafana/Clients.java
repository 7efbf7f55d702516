package io.watertight.grafana;

import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Requests without end to some gateways: mostly of subjects never seen before, some of one that comes back at once and is denied, and with {@link #rude}
 * some without a valid token, without a route, and to an upstream that is not there.
 */
final class Clients implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Between two rounds, so that the rate is about the same from the beginning on. */
    private static final long PAUSE_MILLIS = 20;

    /** In each round, so that even a slow machine shows what concerns one subject in fifty. */
    private static final int NEW_SUBJECTS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenSigner tokens = new TokenSigner(TokenTemplate.hs256(Lab.SECRET, "k1", Duration.ofHours(1)));
    private final List<InetSocketAddress> gateways;
    private final boolean rude;
    private final Thread thread;
    private volatile boolean over;
    private long subjects;

    private Clients(List<InetSocketAddress> gateways, boolean rude) {
        this.gateways = new CopyOnWriteArrayList<>(gateways);
        this.rude = rude;
        this.thread = Thread.ofPlatform().name("clients").start(this::send);
    }

    /** Sends valid requests only. */
    static Clients of(List<InetSocketAddress> gateways) {
        return new Clients(gateways, false);
    }

    /** Sends all kinds. */
    static Clients rude(List<InetSocketAddress> gateways) {
        return new Clients(gateways, true);
    }

    /** Sends nothing there any more. */
    void leave(InetSocketAddress gateway) {
        gateways.remove(gateway);
    }

    private void send() {
        while (!over) {
            for (InetSocketAddress gateway : gateways) {
                for (int i = 0; i < NEW_SUBJECTS; i++) {
                    get(
                            gateway,
                            "/api",
                            tokens.sign("s-" + subjects++, Instant.now().getEpochSecond()));
                }
                get(gateway, "/api", tokens.sign("again", Instant.now().getEpochSecond()));
                if (rude) {
                    get(gateway, "/api", "not.a.token");
                    get(gateway, "/nowhere", "");
                    get(gateway, "/dead", "");
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever comes of it: the gateway is what tells. */
    private void get(InetSocketAddress gateway, String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.getPort() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // the gateway has left
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the last request first. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
