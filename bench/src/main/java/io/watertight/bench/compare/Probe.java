package io.watertight.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Asks for one answer on a connection of its own, and looks at its status alone. Stateless. */
final class Probe {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 5_000;
    private static final int STATUS_LINE = 12;

    private Probe() {}

    /**
     * The status of the answer.
     *
     * @param token the bearer token; none where empty
     * @throws IOException if nobody listens, or what comes is no answer
     */
    static int status(Address address, String token) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address.socket(), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.setTcpNoDelay(true);
            String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
            socket.getOutputStream()
                    .write(("GET " + address.path() + " HTTP/1.1\r\nHost: " + address.authority() + "\r\n"
                                    + authorization + "Connection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes(STATUS_LINE), US_ASCII);
            if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]")) {
                throw new IOException("answered with " + (line.isEmpty() ? "nothing" : "'" + line + "'"));
            }
            in.transferTo(OutputStream.nullOutputStream());
            return Integer.parseInt(line.substring(STATUS_LINE - 3));
        }
    }
}
