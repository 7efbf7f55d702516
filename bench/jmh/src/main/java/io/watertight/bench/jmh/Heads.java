package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads one message after the other into the same bytes, and allocates nothing for it. */
final class Heads {

    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] CONTENT_LENGTH = "\r\ncontent-length: ".getBytes(US_ASCII);

    private Heads() {}

    /** Reads a request without content; false at the end of the stream. */
    static boolean request(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                return false;
            }
            length += read;
        } while (indexOf(buffer, length, END) < 0);
        return true;
    }

    /** Reads an answer with a Content-Length; returns its status. */
    static int answer(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        int end = Integer.MAX_VALUE;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new EOFException("closed after " + length + " bytes");
            }
            length += read;
            int headEnd = indexOf(buffer, length, END);
            if (headEnd >= 0) {
                end = headEnd + END.length + contentLength(buffer, headEnd);
            }
        } while (length < end);
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + (buffer[11] - '0');
    }

    private static int contentLength(byte[] buffer, int headEnd) throws IOException {
        int field = indexOf(buffer, headEnd, CONTENT_LENGTH);
        if (field < 0) {
            throw new IOException("no Content-Length");
        }
        int value = 0;
        for (int i = field + CONTENT_LENGTH.length; buffer[i] != '\r'; i++) {
            value = value * 10 + buffer[i] - '0';
        }
        return value;
    }

    /** Looks for text in lower case. */
    private static int indexOf(byte[] buffer, int length, byte[] text) {
        for (int i = 0; i <= length - text.length; i++) {
            int matched = 0;
            while (matched < text.length && lowerCase(buffer[i + matched]) == text[matched]) {
                matched++;
            }
            if (matched == text.length) {
                return i;
            }
        }
        return -1;
    }

    private static byte lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
}
