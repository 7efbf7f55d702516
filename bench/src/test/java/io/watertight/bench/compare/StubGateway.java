package io.watertight.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A gateway without an upstream, one thread per connection, that enforces the policy except for one thing. */
final class StubGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "authorization: bearer ";

    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final String secret;
    private final Wrong wrong;
    private final long windowNanos;

    /** By subject: its theoretical arrival time; with fixed windows, when its window began. */
    private final Map<String, Long> times = new ConcurrentHashMap<>();

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    StubGateway(String secret, Wrong wrong, int windowSeconds) throws IOException {
        this.secret = secret;
        this.wrong = wrong;
        this.windowNanos = windowSeconds * 1_000_000_000L;
        Thread.ofVirtual().start(this::accept);
    }

    Map<Entrance, Address> entrances() {
        Map<Entrance, Address> entrances = new EnumMap<>(Entrance.class);
        for (Entrance entrance : Entrance.values()) {
            entrances.put(entrance, new Address(listener.getLocalPort(), "/" + entrance.key()));
        }
        return entrances;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String path = in.readLine().split(" ", -1)[1];
            String token = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                    token = line.substring(BEARER.length());
                }
            }
            socket.getOutputStream()
                    .write(("HTTP/1.1 " + status(path, token) + " x\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII));
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            // the client sees a connection that ends
        }
    }

    private int status(String path, String token) throws IOException, InterruptedException, GeneralSecurityException {
        if (path.equals("/plain")) {
            return 200;
        }
        String subject = subject(token);
        if (subject.isEmpty()) {
            return 401;
        }
        return !path.equals("/strict") || passes(wrong == Wrong.LIMITS_ALL_SUBJECTS_TOGETHER ? "all" : subject)
                ? 200
                : 429;
    }

    /** Empty if the token is none. */
    private String subject(String token) throws IOException, GeneralSecurityException {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) {
            return "";
        }
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(0)));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(1)));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
        byte[] signature = mac.doFinal((parts.get(0) + "." + parts.get(1)).getBytes(US_ASCII));
        boolean signed = header.path("alg").asText().equals("HS256")
                && (wrong == Wrong.TAKES_ANY_SIGNATURE
                        || MessageDigest.isEqual(
                                signature, Base64.getUrlDecoder().decode(parts.get(2))));
        boolean unsigned = wrong == Wrong.TAKES_UNSIGNED_TOKENS
                && header.path("alg").asText().equals("none");
        boolean expired = claims.path("exp").asLong() < System.currentTimeMillis() / 1000;
        boolean good = (signed || unsigned) && (!expired || wrong == Wrong.TAKES_EXPIRED_TOKENS);
        return good ? claims.path("sub").asText() : "";
    }

    private boolean passes(String subject) throws InterruptedException {
        return switch (wrong) {
            case COUNTS_IN_TWO_STEPS -> passesInTwoSteps(subject);
            case COUNTS_IN_FIXED_WINDOWS -> passesInFixedWindow(subject);
            default -> passesExactly(subject);
        };
    }

    private synchronized boolean passesExactly(String subject) {
        long now = System.nanoTime();
        int most = Setup.STRICT + (wrong == Wrong.LIMITS_ONE_LATE ? 1 : 0);
        long cost = windowNanos / Setup.STRICT;
        long after = Math.max(times.getOrDefault(subject, now), now) + cost;
        if (after - now > cost * most) {
            return false;
        }
        times.put(subject, after);
        return true;
    }

    private boolean passesInTwoSteps(String subject) throws InterruptedException {
        int before = counts.getOrDefault(subject, 0);
        Thread.sleep(2);
        if (before >= Setup.STRICT) {
            return false;
        }
        counts.put(subject, before + 1);
        return true;
    }

    private synchronized boolean passesInFixedWindow(String subject) {
        long now = System.nanoTime();
        if (now - times.getOrDefault(subject, now - windowNanos) >= windowNanos) {
            times.put(subject, now);
            counts.put(subject, 0);
        }
        return counts.merge(subject, 1, Integer::sum) <= Setup.STRICT;
    }
}
