package io.watertight.bench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Redis server that waits for each answer: what the bench needs to look into a store from outside, by
 * other code than the gateway's. Answers are strings, longs, lists of answers, and null. Not thread-safe.
 */
public final class Resp implements AutoCloseable {
    private static final int MAX_BYTES = 64 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Resp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /**
     * Connects.
     *
     * @param timeout the longest wait for the connection, and for each answer
     * @throws IOException if there is no connection, or the password or database is not accepted
     */
    public static Resp connect(RedisAddress address, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(timeout.toMillis());
            socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            Resp connection = new Resp(socket);
            if (address.password() != null) {
                connection.call("AUTH", address.password());
            }
            if (address.database() != 0) {
                connection.call("SELECT", Integer.toString(address.database()));
            }
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * One command and its answer.
     *
     * @throws IOException if the connection fails, no answer comes in time, or the answer is an error
     */
    public @Nullable Object call(String... words) throws IOException {
        send(List.<String[]>of(words));
        return answer();
    }

    /** Commands sent together, and their answers in the same order. */
    public List<@Nullable Object> callAll(List<String[]> commands) throws IOException {
        send(commands);
        List<@Nullable Object> answers = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            answers.add(answer());
        }
        return answers;
    }

    private void send(List<String[]> commands) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String[] words : commands) {
            bytes.writeBytes(("*" + words.length + "\r\n").getBytes(UTF_8));
            for (String word : words) {
                byte[] argument = word.getBytes(UTF_8);
                bytes.writeBytes(("$" + argument.length + "\r\n").getBytes(UTF_8));
                bytes.writeBytes(argument);
                bytes.writeBytes(new byte[] {'\r', '\n'});
            }
        }
        out.write(bytes.toByteArray());
        out.flush();
    }

    private @Nullable Object answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new IOException("redis answered " + rest);
            case ':' -> Long.parseLong(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("redis answered something that is not RESP");
        };
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        if (length > MAX_BYTES) {
            throw new IOException("redis answered " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("redis closed the connection");
        }
        return new String(bytes, UTF_8);
    }

    private @Nullable List<@Nullable Object> array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> answers = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            answers.add(answer());
        }
        return answers;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\r'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("redis closed the connection");
            }
            line.append((char) octet);
        }
        if (in.read() != '\n' || line.isEmpty()) {
            throw new IOException("redis answered something that is not RESP");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
