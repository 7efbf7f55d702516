package io.watertight.gateway.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strict IP address literals; never a name, so never a look-up. */
final class IpLiteral {

    /** The JDK also reads {@code 10.1}, {@code 010.0.0.1} and {@code 1}; none of them is meant by anybody. */
    private static final Pattern V4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    private static final Pattern V6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private IpLiteral() {}

    /** The address, or null where the text is none. A scoped or an IPv4-mapped IPv6 address counts as none. */
    static @Nullable InetAddress parse(String text) {
        if (V4.matcher(text).matches()) {
            return Inet4Address.ofLiteral(text);
        }
        if (text.indexOf(':') < 0 || !V6_CHARACTERS.matcher(text).matches()) {
            return null;
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(text);
            return address instanceof Inet6Address ? address : null;
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
