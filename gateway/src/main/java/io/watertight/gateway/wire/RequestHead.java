package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A request's head, checked: what the rest of the gateway sees of a request. A view over the connection's own copy of the bytes, valid until the next head
 * is read; reused from request to request; confined to one event loop.
 */
public final class RequestHead {

    /** {@link #bodyLength} of a chunked body. */
    public static final long CHUNKED = -1;

    byte[] bytes = new byte[1024];
    final Fields fields = new Fields();

    Method method = Method.OTHER;
    int methodEnd;
    int methodStart;
    byte[] target = new byte[0];
    int targetStart;
    int targetEnd;
    int pathEnd;
    int hostStart;
    int hostEnd;
    boolean http11;
    boolean keepAlive;
    boolean expectsContinue;
    boolean acceptsTrailers;
    boolean hostReplaced;
    long bodyLength;
    int authorizationCount;
    int authorizationIndex;

    public Method method() {
        return method;
    }

    /** The bytes that the positions of {@link #fields} refer to. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public Fields fields() {
        return fields;
    }

    /** The array that holds the normalised target (path and query), from {@link #targetStart} to {@link #targetEnd}. Not to be changed. */
    public byte[] target() {
        return target;
    }

    public int targetStart() {
        return targetStart;
    }

    public int targetEnd() {
        return targetEnd;
    }

    /** Where the path ends within {@link #target}: at the question mark, or at the end. */
    public int pathEnd() {
        return pathEnd;
    }

    /** Where the authority begins in {@link #bytes}: that of the target in absolute form, else that of the Host field. */
    public int hostStart() {
        return hostStart;
    }

    public int hostEnd() {
        return hostEnd;
    }

    /** True for HTTP/1.1, false for HTTP/1.0. */
    public boolean isHttp11() {
        return http11;
    }

    /** True where the client lets the connection live after this exchange. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** True where the client waits for a 100 (Continue) before it sends the body. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    /** True where the client said {@code TE: trailers}. */
    public boolean acceptsTrailers() {
        return acceptsTrailers;
    }

    /** The body's length in bytes, 0 for none, or {@link #CHUNKED}. */
    public long bodyLength() {
        return bodyLength;
    }

    /** How many Authorization fields there are. */
    public int authorizationCount() {
        return authorizationCount;
    }

    /** The index of the last Authorization field among {@link #fields}; meaningful where there is one. */
    public int authorizationIndex() {
        return authorizationIndex;
    }

    /** Writes the request line and the fields to forward, hop-by-hop and dropped ones left out, without the empty line. */
    public void writeForwarded(HeadWriter out) {
        out.write(bytes, methodStart, methodEnd - methodStart).write((byte) ' ');
        out.write(target, targetStart, targetEnd - targetStart).write(HTTP_1_1_CRLF);
        if (hostReplaced) {
            out.write(HOST).write(bytes, hostStart, hostEnd - hostStart).crlf();
        }
        fields.copyKept(bytes, out);
    }

    /** The path as text, for the access log and for debugging; allocates. */
    public String pathText() {
        return new String(target, targetStart, pathEnd - targetStart, US_ASCII);
    }

    /** The method as text, for the access log; allocates for methods that are not known. */
    public String methodText() {
        return method == Method.OTHER
                ? new String(bytes, methodStart, methodEnd - methodStart, US_ASCII)
                : method.name();
    }

    private static final byte[] HTTP_1_1_CRLF = " HTTP/1.1\r\n".getBytes(US_ASCII);
    private static final byte[] HOST = "Host: ".getBytes(US_ASCII);
}
