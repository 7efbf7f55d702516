package io.watertight.gateway.wire;

/**
 * Why a message is not accepted: a closed set, each with the status that a client sees (RFC 9110, section 15) and a sentence that names the mend and
 * quotes nothing of the message.
 */
public enum Refusal {
    BAD_REQUEST_LINE(400, "the request line is malformed"),
    BAD_TARGET(400, "the request target is malformed"),
    BAD_FIELD(400, "a header field line is malformed"),
    BAD_HOST(400, "exactly one valid Host field is required"),
    BAD_CONTENT_LENGTH(400, "the Content-Length field is invalid or repeated"),
    LENGTH_AND_CODING(400, "Content-Length and Transfer-Encoding exclude each other"),
    BAD_TRANSFER_ENCODING(400, "the Transfer-Encoding field is invalid here"),
    BAD_CONNECTION(400, "the Connection field names a field that it may not"),
    BAD_CHUNK(400, "the chunked body is malformed"),
    UNKNOWN_CODING(501, "the transfer coding is not supported"),
    UNSUPPORTED_METHOD(501, "the method is not supported"),
    UNSUPPORTED_VERSION(505, "only HTTP/1.0 and HTTP/1.1 are supported"),
    TARGET_TOO_LONG(414, "the request target is too long"),
    HEAD_TOO_LARGE(431, "the header section is too large"),
    BODY_TOO_LARGE(413, "the body is too large");

    private final int status;
    private final String detail;

    Refusal(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /** The status code of the answer, 400 to 505. */
    public int status() {
        return status;
    }

    /** One sentence for the client, without a full stop. */
    public String detail() {
        return detail;
    }
}
