package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The framing gate: reads one request head in one pass and accepts it only where RFC 9112 leaves no second reading. One per connection, on one event loop.
 *
 * <p>{@link #read} is called with all bytes that have come and not been consumed. It leaves them in place until a whole head is there.
 */
public final class RequestHeadReader {

    /** What {@link #read} found. */
    public enum Result {
        /** The head is not whole yet, and within its limits. */
        INCOMPLETE,
        /** {@link #head} is set and its bytes are consumed. */
        COMPLETE,
        /** The message is not accepted; see {@link #refusal}. */
        REFUSED
    }

    private static final byte[] HTTP = "HTTP/".getBytes(US_ASCII);
    private static final byte[] CHUNKED = "chunked".getBytes(US_ASCII);
    private static final byte[] CLOSE = "close".getBytes(US_ASCII);
    private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);
    private static final byte[] TRAILERS = "trailers".getBytes(US_ASCII);
    private static final byte[] CONTINUE = "100-continue".getBytes(US_ASCII);

    private HeadLimits limits;
    private final RequestHead head = new RequestHead();
    private @Nullable Refusal refusal;
    private int seenWithoutEnd;

    /** A reader at the beginning of a connection. */
    public RequestHeadReader(HeadLimits limits) {
        this.limits = limits;
    }

    /** Goes by other limits from the next {@link #read} on. */
    public void limit(HeadLimits newLimits) {
        limits = newLimits;
    }

    /**
     * The head that was last read; valid after {@link Result#COMPLETE}. After another result its method is what has come of it, {@link Method#OTHER} where that
     * is not whole.
     */
    public RequestHead head() {
        return head;
    }

    /** Why the message is not accepted; meaningful after {@link Result#REFUSED}. */
    public Refusal refusal() {
        return refusal == null ? Refusal.BAD_REQUEST_LINE : refusal;
    }

    /** Reads a head from {@code in}; consumes it only where the result is {@link Result#COMPLETE}. */
    public Result read(ByteBuf in) {
        int readable = in.readableBytes();
        if (seenWithoutEnd > 0
                && in.indexOf(in.readerIndex() + seenWithoutEnd, in.writerIndex(), (byte) '\n') < 0
                && readable < limits.maxHeadBytes()) {
            seenWithoutEnd = readable;
            return Result.INCOMPLETE;
        }
        int length = Math.min(readable, limits.maxHeadBytes());
        int copied = 0;
        int window = Math.min(length, Math.max(head.bytes.length, 1024));
        while (true) {
            if (head.bytes.length < window) {
                head.bytes = Arrays.copyOf(head.bytes, window);
            }
            in.getBytes(in.readerIndex() + copied, head.bytes, copied, window - copied);
            copied = window;
            int consumed = parse(window);
            if (consumed > 0) {
                in.skipBytes(consumed);
                seenWithoutEnd = 0;
                return Result.COMPLETE;
            }
            if (refusal != null) {
                return Result.REFUSED;
            }
            if (window == length) {
                break;
            }
            window = Math.min(length, window * 4);
        }
        if (length == limits.maxHeadBytes()) {
            return refuse(Refusal.HEAD_TOO_LARGE);
        }
        seenWithoutEnd = readable;
        return Result.INCOMPLETE;
    }

    private Result refuse(Refusal why) {
        refusal = why;
        return Result.REFUSED;
    }

    /** The number of bytes of the head, or 0 where it is incomplete or refused. */
    private int parse(int end) {
        byte[] b = head.bytes;
        int at = 0;
        head.method = Method.OTHER;
        if (end >= 2 && b[0] == '\r' && b[1] == '\n') {
            at = 2; // one empty line before a request line is tolerated (RFC 9112, section 2.2)
        } else if (end == 1 && b[0] == '\r') {
            return 0;
        }
        head.methodStart = at;
        while (at < end && Chars.is(b[at], Chars.TCHAR)) {
            at++;
        }
        if (at == end) {
            return 0;
        }
        if (b[at] != ' ' || at == head.methodStart) {
            return fail(Refusal.BAD_REQUEST_LINE);
        }
        head.method = Method.of(b, head.methodStart, at);
        head.methodEnd = at++;
        int targetStart = at;
        while (at < end && Chars.is(b[at], Chars.TARGET)) {
            at++;
        }
        if (at - targetStart > limits.maxTargetBytes()) {
            return fail(Refusal.TARGET_TOO_LONG);
        }
        if (at == end) {
            return 0;
        }
        if (b[at] != ' ' || at == targetStart) {
            return fail(
                    at == targetStart || b[at] == '\r' || b[at] == '\n'
                            ? Refusal.BAD_REQUEST_LINE
                            : Refusal.BAD_TARGET);
        }
        int targetEnd = at++;
        if (end - at < 10) {
            return versionMayFollow(b, at, end) ? 0 : fail(Refusal.BAD_REQUEST_LINE);
        }
        if (!readVersion(b, at)) {
            return 0;
        }
        at = head.fields.read(b, at + 10, end, limits.maxFields());
        if (at < 0) {
            return switch (at) {
                case Fields.INCOMPLETE -> 0;
                case Fields.TOO_MANY -> fail(Refusal.HEAD_TOO_LARGE);
                default -> fail(Refusal.BAD_FIELD);
            };
        }
        if (head.method == Method.CONNECT || head.method == Method.TRACE) {
            return fail(Refusal.UNSUPPORTED_METHOD);
        }
        return interpretFields(b) && interpretTarget(b, targetStart, targetEnd) ? at : 0;
    }

    private int fail(Refusal why) {
        refusal = why;
        return 0;
    }

    private boolean reject(Refusal why) {
        refusal = why;
        return false;
    }

    private static boolean versionMayFollow(byte[] b, int at, int end) {
        for (int i = 0; i < HTTP.length && at + i < end; i++) {
            if (b[at + i] != HTTP[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean readVersion(byte[] b, int at) {
        if (!versionMayFollow(b, at, at + HTTP.length)
                || !Chars.is(b[at + 5], Chars.DIGIT)
                || b[at + 6] != '.'
                || !Chars.is(b[at + 7], Chars.DIGIT)
                || b[at + 8] != '\r'
                || b[at + 9] != '\n') {
            return reject(Refusal.BAD_REQUEST_LINE);
        }
        if (b[at + 5] != '1' || b[at + 7] > '1') {
            return reject(Refusal.UNSUPPORTED_VERSION);
        }
        head.http11 = b[at + 7] == '1';
        return true;
    }

    private boolean interpretFields(byte[] b) {
        Fields fields = head.fields;
        head.keepAlive = head.http11;
        head.expectsContinue = false;
        head.acceptsTrailers = false;
        head.authorizationCount = 0;
        head.bodyLength = 0;
        int hosts = 0;
        boolean hasLength = false;
        boolean hasCoding = false;
        boolean close = false;
        boolean keep = false;
        for (int i = 0; i < fields.count(); i++) {
            int from = fields.valueStart(i);
            int to = fields.valueEnd(i);
            switch (fields.name(i)) {
                case HOST -> {
                    hosts++;
                    head.hostStart = from;
                    head.hostEnd = to;
                }
                case AUTHORIZATION -> {
                    head.authorizationCount++;
                    head.authorizationIndex = i;
                }
                case CONTENT_LENGTH -> {
                    long length = contentLength(b, from, to);
                    if (hasLength || length < 0) {
                        return reject(Refusal.BAD_CONTENT_LENGTH);
                    }
                    hasLength = true;
                    head.bodyLength = length;
                }
                case TRANSFER_ENCODING -> {
                    if (hasCoding || !head.http11) {
                        return reject(Refusal.BAD_TRANSFER_ENCODING);
                    }
                    Refusal coding = refusalOfCoding(b, from, to);
                    if (coding != null) {
                        return reject(coding);
                    }
                    hasCoding = true;
                }
                case CONNECTION -> {
                    if (!fields.dropNominated(b, i)) {
                        return reject(Refusal.BAD_CONNECTION);
                    }
                    close |= containsToken(b, from, to, CLOSE);
                    keep |= containsToken(b, from, to, KEEP_ALIVE);
                }
                case TE -> head.acceptsTrailers |= containsToken(b, from, to, TRAILERS);
                case EXPECT -> head.expectsContinue |= Chars.equalsIgnoreCase(b, from, to, CONTINUE);
                default -> {}
            }
        }
        head.keepAlive = !close && (head.http11 || keep);
        if (!head.http11) {
            head.expectsContinue = false;
            head.acceptsTrailers = false;
        }
        if (hasCoding && hasLength) {
            return reject(Refusal.LENGTH_AND_CODING);
        }
        if (hasCoding) {
            head.bodyLength = RequestHead.CHUNKED;
        }
        if (hosts != 1 || !Authority.isValid(b, head.hostStart, head.hostEnd)) {
            return reject(Refusal.BAD_HOST);
        }
        return true;
    }

    /** The value in bytes, or -1 where it is not a plain decimal number of at most 18 digits. */
    static long contentLength(byte[] b, int from, int to) {
        if (to == from || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!Chars.is(b[i], Chars.DIGIT)) {
                return -1;
            }
            value = value * 10 + (b[i] - '0');
        }
        return value;
    }

    /** Chunked alone is understood. Anything before it is a coding that is not; anything else leaves the body's end open. */
    private static @Nullable Refusal refusalOfCoding(byte[] b, int from, int to) {
        if (Chars.equalsIgnoreCase(b, from, to, CHUNKED)) {
            return null;
        }
        boolean lastIsChunked = false;
        int at = from;
        while (at <= to) {
            while (at < to && Chars.isBlank(b[at])) {
                at++;
            }
            int start = at;
            while (at < to && Chars.is(b[at], Chars.TCHAR)) {
                at++;
            }
            int end = at;
            while (at < to && Chars.isBlank(b[at])) {
                at++;
            }
            if (end == start || lastIsChunked || (at < to && b[at] != ',')) {
                return Refusal.BAD_TRANSFER_ENCODING;
            }
            lastIsChunked = Chars.equalsIgnoreCase(b, start, end, CHUNKED);
            at++;
        }
        return lastIsChunked ? Refusal.UNKNOWN_CODING : Refusal.BAD_TRANSFER_ENCODING;
    }

    /** True where a comma-separated list has that element, compared without regard to case. */
    static boolean containsToken(byte[] b, int from, int to, byte[] lowerCase) {
        int at = from;
        while (at < to) {
            int elementEnd = at;
            while (elementEnd < to && b[elementEnd] != ',') {
                elementEnd++;
            }
            int start = at;
            int stop = elementEnd;
            while (start < stop && Chars.isBlank(b[start])) {
                start++;
            }
            while (stop > start && Chars.isBlank(b[stop - 1])) {
                stop--;
            }
            if (Chars.equalsIgnoreCase(b, start, stop, lowerCase)) {
                return true;
            }
            at = elementEnd + 1;
        }
        return false;
    }

    private boolean interpretTarget(byte[] b, int from, int to) {
        head.hostReplaced = false;
        int start = from;
        if (b[from] != '/') {
            if (to - from == 1 && b[from] == '*' && head.method == Method.OPTIONS) {
                setTarget(b, from, to, to);
                return true;
            }
            int authority = Authority.startInAbsoluteForm(b, from, to);
            if (authority < 0) {
                return reject(Refusal.BAD_TARGET);
            }
            int authorityEnd = authority;
            while (authorityEnd < to && b[authorityEnd] != '/' && b[authorityEnd] != '?') {
                authorityEnd++;
            }
            if (!Authority.isValid(b, authority, authorityEnd)) {
                return reject(Refusal.BAD_TARGET);
            }
            head.hostStart = authority;
            head.hostEnd = authorityEnd;
            head.hostReplaced = true;
            head.fields.drop(FieldName.HOST);
            start = authorityEnd;
        }
        int pathEnd = start;
        boolean plain = start < to && b[start] == '/';
        while (pathEnd < to && b[pathEnd] != '?') {
            plain &= b[pathEnd] != '%' && !(b[pathEnd] == '.' && b[pathEnd - 1] == '/');
            pathEnd++;
        }
        if (plain) {
            setTarget(b, start, to, pathEnd);
            return true;
        }
        byte[] normalised = new byte[to - start + 1];
        int length = PathNormaliser.normalise(b, start, pathEnd, normalised);
        if (length < 0) {
            return reject(Refusal.BAD_TARGET);
        }
        System.arraycopy(b, pathEnd, normalised, length, to - pathEnd);
        setTarget(normalised, 0, length + to - pathEnd, length);
        return true;
    }

    private void setTarget(byte[] target, int from, int to, int pathEnd) {
        head.target = target;
        head.targetStart = from;
        head.targetEnd = to;
        head.pathEnd = pathEnd;
    }
}
