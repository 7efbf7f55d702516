package io.watertight.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a TCP port, {@code 0.0.0.0:8080}, {@code [::1]:80} or {@code echo.default.svc:8081}.
 *
 * @param host an IPv4 or IPv6 address (without brackets) or a host name
 * @param port 0 to 65535; where the gateway listens, 0 means any free port
 */
public record Endpoint(String host, int port) {

    static final String SYNTAX = "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080";

    private static final int MAX_PORT = 65_535;
    private static final Pattern TEXT =
            Pattern.compile("(?:\\[([^\\[\\]]*:[^\\[\\]]*)]|([^\\[\\]:]+)):(0|[1-9][0-9]{0,4})");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the host is no host or the port no port
     */
    public Endpoint {
        new Violations()
                .check(
                        IpLiteral.parse(host) != null || HostName.isValid(host),
                        "host",
                        host,
                        "an IP address or a host name")
                .range("port", port, 0, MAX_PORT)
                .throwIfAny();
    }

    /**
     * Reads {@code HOST:PORT}; an IPv6 address is written in brackets.
     *
     * @throws IllegalArgumentException whose message says what was expected
     */
    public static Endpoint parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(SYNTAX);
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        int port = Integer.parseInt(matcher.group(3));
        if (port > MAX_PORT || (IpLiteral.parse(host) == null && !HostName.isValid(host))) {
            throw new IllegalArgumentException(SYNTAX);
        }
        return new Endpoint(host, port);
    }

    // Written out, since those that a record comes with are put together from method handles when they are first
    // called: 14 classes of them at each start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint endpoint && port == endpoint.port && host.equals(endpoint.host);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
