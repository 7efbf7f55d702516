package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message as it came off the wire. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpMessage(String startLine, List<String> fieldLines, byte[] body, List<String> trailers) {

    HttpMessage with(byte[] newBody, List<String> newTrailers) {
        return new HttpMessage(startLine, fieldLines, newBody, newTrailers);
    }

    int status() {
        return Integer.parseInt(startLine.split(" ", 3)[1]);
    }

    String target() {
        return startLine.split(" ", 3)[1];
    }

    String text() {
        return new String(body, ISO_8859_1);
    }

    List<String> fields(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return fieldLines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** The value of the only field of that name, or null where there is none. */
    @Nullable
    String field(String name) {
        List<String> values = fields(name);
        if (values.size() > 1) {
            throw new AssertionError("more than one " + name + ": " + values);
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
