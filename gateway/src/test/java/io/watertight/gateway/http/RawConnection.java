package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** One TCP connection as a test sees it, from either side: bytes out, messages in, and how it ended. Uses no HTTP library, so that nothing is put right on the way. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawConnection to(InetSocketAddress address) {
        return to(address, 0);
    }

    /** A connection whose receive buffer is small, so that a reader that stops is felt soon; 0 leaves it as it is. */
    static RawConnection to(InetSocketAddress address, int receiveBufferBytes) {
        try {
            Socket socket = new Socket();
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.connect(address);
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawConnection send(String latin1) throws IOException {
        return send(latin1.getBytes(ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** Reads a head up to its empty line. */
    HttpMessage readHead() throws IOException {
        String start = readLine();
        List<String> fields = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            fields.add(line);
        }
        return new HttpMessage(start, fields, new byte[0], List.of());
    }

    HttpMessage readRequest() throws IOException {
        HttpMessage head = readHead();
        return readBody(head, false);
    }

    /** Reads a response, final or not, and its body in whatever framing it has. */
    HttpMessage readResponse() throws IOException {
        HttpMessage head = readHead();
        int status = head.status();
        return status < 200 || status == 204 || status == 304 ? head : readBody(head, true);
    }

    private HttpMessage readBody(HttpMessage head, boolean response) throws IOException {
        String length = head.field("Content-Length");
        if ("chunked".equals(head.field("Transfer-Encoding"))) {
            return readChunks(head);
        }
        if (length != null) {
            return head.with(readBytes(Integer.parseInt(length)), List.of());
        }
        return response ? head.with(in.readAllBytes(), List.of()) : head;
    }

    private HttpMessage readChunks(HttpMessage head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
            body.write(readBytes(size));
            readBytes(2);
        }
        List<String> trailers = new ArrayList<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            trailers.add(line);
        }
        return head.with(body.toByteArray(), trailers);
    }

    int readChunkSize() throws IOException {
        return Integer.parseInt(readLine(), 16);
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    int available() throws IOException {
        return in.available();
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\n') {
            if (c < 0) {
                throw new EOFException("the connection ended within a line: " + line);
            }
            line.append((char) c);
            c = in.read();
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("a line that ends with LF alone: " + line);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** Reads on until the connection ends: how it ended. */
    Ended readToEnd() throws IOException {
        try {
            byte[] bytes = in.readAllBytes();
            return bytes.length == 0 ? Ended.CLEANLY : Ended.CLEANLY_WITH_MORE_BYTES;
        } catch (SocketException e) {
            return Ended.BY_RESET;
        }
    }

    /** Reads on until the connection ends: how many bytes came, or -1 where it was reset. */
    long countToEnd() throws IOException {
        try {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            return -1;
        }
    }

    /** How a connection ended for its reader. */
    enum Ended {
        CLEANLY,
        CLEANLY_WITH_MORE_BYTES,
        BY_RESET
    }

    void finishOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
