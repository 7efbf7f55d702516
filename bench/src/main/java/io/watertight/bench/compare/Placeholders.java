package io.watertight.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code @name@} stands for in the commands and files of one process. {@code @port@} and {@code @port.anything@} are free
 * ports, each name its own. Not thread-safe.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z][a-zA-Z0-9.]*)@");

    private final Map<String, String> values;

    Placeholders(Map<String, String> values) {
        this.values = new LinkedHashMap<>(values);
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    /**
     * The text with all placeholders filled in.
     *
     * @throws IOException if one of them stands for nothing, or no port is free
     */
    String fill(String text) throws IOException {
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value(placeholder.group(1))));
        }
        return placeholder.appendTail(filled).toString();
    }

    private String value(String name) throws IOException {
        if (name.equals("port") || name.startsWith("port.")) {
            if (!values.containsKey(name)) {
                values.put(name, Integer.toString(freePort()));
            }
        }
        String value = values.get(name);
        if (value == null) {
            throw new IOException("@" + name + "@ stands for nothing (expected: port, port.NAME or one of "
                    + String.join(", ", values.keySet()) + ")");
        }
        return value;
    }

    /** Free at the moment, and not one that the kernel soon gives to somebody else's connection. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
