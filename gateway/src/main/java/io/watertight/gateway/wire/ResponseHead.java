package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * An upstream's response head, checked as strictly as a request's. A view over its own copy of the bytes, valid until the next head is read; one per
 * upstream connection, on one event loop.
 */
public final class ResponseHead {

    /** {@link #bodyLength} of a chunked body. */
    public static final long CHUNKED = -1;

    /** {@link #bodyLength} of a body that ends with the connection. */
    public static final long UNTIL_CLOSE = -2;

    /** What {@link #read} found. */
    public enum Result {
        INCOMPLETE,
        COMPLETE,
        /** Not a response that could be read in one way only: the connection is of no more use. */
        MALFORMED
    }

    private static final byte[] HTTP_1 = "HTTP/1.".getBytes(US_ASCII);
    private static final byte[] CHUNKED_CODING = "chunked".getBytes(US_ASCII);
    private static final byte[] CLOSE = "close".getBytes(US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);

    private final HeadLimits limits;
    private byte[] bytes = new byte[512];
    private final Fields fields = new Fields();
    private int status;
    private int reasonStart;
    private int reasonEnd;
    private boolean keepAlive;
    private long bodyLength;

    public ResponseHead(HeadLimits limits) {
        this.limits = limits;
    }

    /** The status code, 100 to 599. */
    public int status() {
        return status;
    }

    public boolean isInformational() {
        return status < 200;
    }

    /** True where the upstream lets the connection live after this exchange. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** The body's length in bytes, 0 for none, {@link #CHUNKED} or {@link #UNTIL_CLOSE}; what HEAD, 204 and 304 mean for it is taken into account. */
    public long bodyLength() {
        return bodyLength;
    }

    public Fields fields() {
        return fields;
    }

    /** Writes the status line and the fields to forward, without the empty line. */
    public void writeForwarded(HeadWriter out) {
        out.write(STATUS_LINE).writeDecimal(status).write((byte) ' ');
        out.write(bytes, reasonStart, reasonEnd - reasonStart).crlf();
        fields.copyKept(bytes, out);
    }

    /** Reads a head from {@code in}; consumes it only where the result is {@link Result#COMPLETE}. */
    public Result read(ByteBuf in, boolean answersHead) {
        int length = Math.min(in.readableBytes(), limits.maxHeadBytes());
        int copied = 0;
        int window = Math.min(length, Math.max(bytes.length, 512));
        while (true) {
            if (bytes.length < window) {
                bytes = Arrays.copyOf(bytes, window);
            }
            in.getBytes(in.readerIndex() + copied, bytes, copied, window - copied);
            copied = window;
            int end = parse(window, answersHead);
            if (end > 0) {
                in.skipBytes(end);
                return Result.COMPLETE;
            }
            if (end < 0) {
                return Result.MALFORMED;
            }
            if (window == length) {
                return length == limits.maxHeadBytes() ? Result.MALFORMED : Result.INCOMPLETE;
            }
            window = Math.min(length, window * 4);
        }
    }

    /** The number of bytes of the head, 0 where it is incomplete, -1 where it is malformed. */
    private int parse(int end, boolean answersHead) {
        byte[] b = bytes;
        for (int i = 0; i < HTTP_1.length && i < end; i++) {
            if (b[i] != HTTP_1[i]) {
                return -1;
            }
        }
        if (end < 14) {
            return 0;
        }
        boolean http11 = b[7] == '1';
        if ((!http11 && b[7] != '0') || b[8] != ' ') {
            return -1;
        }
        status = 0;
        for (int i = 9; i < 12; i++) {
            if (!Chars.is(b[i], Chars.DIGIT)) {
                return -1;
            }
            status = status * 10 + b[i] - '0';
        }
        if (status < 100 || status > 599) {
            return -1;
        }
        int at = 12;
        if (b[at] == ' ') {
            at++;
        } else if (b[at] != '\r') {
            return -1;
        }
        reasonStart = at;
        at = Chars.endOfValue(b, at, end);
        reasonEnd = at;
        if (at + 1 >= end) {
            return at < end && b[at] != '\r' ? -1 : 0;
        }
        if (b[at] != '\r' || b[at + 1] != '\n') {
            return -1;
        }
        at = fields.read(b, at + 2, end, limits.maxFields());
        if (at < 0) {
            return at == Fields.INCOMPLETE ? 0 : -1;
        }
        return interpret(b, http11, answersHead) ? at : -1;
    }

    private boolean interpret(byte[] b, boolean http11, boolean answersHead) {
        boolean hasCoding = false;
        boolean close = false;
        boolean keep = false;
        long length = -1;
        for (int i = 0; i < fields.count(); i++) {
            int from = fields.valueStart(i);
            int to = fields.valueEnd(i);
            switch (fields.name(i)) {
                case CONTENT_LENGTH -> {
                    long value = RequestHeadReader.contentLength(b, from, to);
                    if (length >= 0 || value < 0) {
                        return false;
                    }
                    length = value;
                }
                case TRANSFER_ENCODING -> {
                    if (hasCoding || !http11 || !Chars.equalsIgnoreCase(b, from, to, CHUNKED_CODING)) {
                        return false;
                    }
                    hasCoding = true;
                }
                case CONNECTION -> {
                    if (!fields.dropNominated(b, i)) {
                        return false;
                    }
                    close |= RequestHeadReader.containsToken(b, from, to, CLOSE);
                    keep |= RequestHeadReader.containsToken(b, from, to, KEEP_ALIVE);
                }
                default -> {}
            }
        }
        if (hasCoding && length >= 0) {
            return false;
        }
        keepAlive = !close && (http11 || keep);
        if (answersHead || status < 200 || status == 204 || status == 304) {
            bodyLength = 0;
            if (status < 200 || status == 204) {
                fields.drop(FieldName.CONTENT_LENGTH);
                keepAlive &= length <= 0; // who announces a body here may well send one
            }
            keepAlive &= !hasCoding || answersHead;
        } else if (hasCoding) {
            bodyLength = CHUNKED;
        } else if (length >= 0) {
            bodyLength = length;
        } else {
            bodyLength = UNTIL_CLOSE;
            keepAlive = false;
        }
        return true;
    }

    private static final byte[] STATUS_LINE = "HTTP/1.1 ".getBytes(US_ASCII);
}
