package io.watertight.gateway.wire;

import java.util.SplittableRandom;

/** Streams of requests, valid and slightly broken, in the ways in which parsers have been found to differ. The same seed gives the same stream. */
final class RequestGenerator {

    private static final String[] METHODS = {
        "GET", "POST", "PUT", "OPTIONS", "HEAD", "get", "M-SEARCH", "G{T", "CONNECT"
    };
    private static final String[] TARGETS = {
        "/",
        "/a/b?c=d",
        "/a/../b",
        "/%41%c3",
        "//x",
        "/a;b",
        "*",
        "http://h/p",
        "https://h:8?x",
        "/a%2fb",
        "/..",
        "h:80",
        "/?/../"
    };
    private static final String[] VERSIONS = {"HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "http/1.1"};
    private static final String[] FIELDS = {
        "Host: other",
        "Content-Length: 5",
        "Content-Length: 005",
        "Content-Length: 5, 5",
        "Content-Length: +5",
        "Content-Length:5\t",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding:\tChunked ",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer_Encoding: chunked",
        "Connection: close",
        "Connection: content-length",
        "Connection: x-a, keep-alive",
        "X-A: 1",
        "X-A:  spaced \t value  ",
        "X-Empty:",
        "X-Obs: \u00e9\u00ff",
        "Expect: 100-continue",
        "TE: trailers",
        "Upgrade: websocket",
        "X-Fold: a\r\n b",
    };
    private static final String[] BODIES = {
        "",
        "hello",
        "5\r\nhello\r\n0\r\n\r\n",
        "0\r\n\r\n",
        "5;x=y\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
        "5\nhello\n0\n\n",
        "3\r\nabc\r\n2\r\nde\r\n00\r\n\r\n"
    };
    private static final char[] NASTY = {
        0, '\t', '\n', '\r', 0x0b, ' ', ':', ',', ';', '/', '%', '.', '0', 'a', 0x7f, 0x85, 0xa0, 0xff
    };

    private final SplittableRandom random;

    RequestGenerator(SplittableRandom random) {
        this.random = random;
    }

    String stream() {
        StringBuilder stream = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            stream.append(request());
        }
        if (random.nextInt(3) == 0) {
            breakSlightly(stream);
        }
        return stream.toString();
    }

    private String request() {
        StringBuilder request = new StringBuilder();
        boolean tame = random.nextInt(2) == 0;
        request.append(tame ? METHODS[random.nextInt(4)] : oneOf(METHODS)).append(' ');
        request.append(tame ? TARGETS[random.nextInt(5)] : oneOf(TARGETS)).append(' ');
        request.append(tame ? VERSIONS[0] : oneOf(VERSIONS)).append("\r\n");
        boolean hostLast = random.nextBoolean();
        if (!hostLast) {
            request.append("Host: h\r\n");
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            request.append(tame ? FIELDS[15 + random.nextInt(7)] : oneOf(FIELDS))
                    .append("\r\n");
        }
        if (hostLast) {
            request.append("Host: h\r\n");
        }
        if (!tame) {
            return request.append("\r\n").append(oneOf(BODIES)).toString();
        }
        return switch (random.nextInt(3)) {
            case 0 -> request.append("\r\n").toString();
            case 1 -> request.append("Content-Length: 5\r\n\r\nhello").toString();
            default ->
                request.append("Transfer-Encoding: chunked\r\n\r\n")
                        .append(BODIES[2 + random.nextInt(3)])
                        .toString();
        };
    }

    private void breakSlightly(StringBuilder stream) {
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            int at = random.nextInt(stream.length());
            char nasty = NASTY[random.nextInt(NASTY.length)];
            switch (random.nextInt(3)) {
                case 0 -> stream.insert(at, nasty);
                case 1 -> stream.setCharAt(at, nasty);
                default -> stream.deleteCharAt(at);
            }
        }
    }

    private String oneOf(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
