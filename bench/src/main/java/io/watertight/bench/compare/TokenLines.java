package io.watertight.bench.compare;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;

/** The tokens of a round, one after the other, and again from the first when all were given. Not thread-safe. */
final class TokenLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Traffic traffic;
    private InputStream lines;
    private long given;
    private boolean exhausted;

    private TokenLines(Traffic traffic) throws IOException {
        this.traffic = traffic;
        this.lines = fromFirst(traffic);
    }

    static TokenLines open(Traffic traffic) throws IOException {
        return new TokenLines(traffic);
    }

    /** @throws IOException if the file has fewer lines than the round was promised */
    byte[] next() throws IOException {
        if (given == traffic.count()) {
            exhausted |= traffic.once();
            lines.close();
            lines = fromFirst(traffic);
            given = 0;
        }
        given++;
        byte[] line = lines.readNBytes(traffic.lineBytes());
        if (line.length < traffic.lineBytes()) {
            throw new EOFException(traffic.tokens() + ": too few tokens");
        }
        return Arrays.copyOf(line, line.length - 1);
    }

    /** Whether tokens were given again that were to be given once. */
    boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static InputStream fromFirst(Traffic traffic) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(traffic.tokens()), BUFFER);
        try {
            file.skipNBytes(traffic.first() * traffic.lineBytes());
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }
}
