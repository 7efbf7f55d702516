package io.watertight.echo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address to listen on: {@code 127.0.0.1:8081}, {@code localhost:0}, {@code [::1]:8081}. */
record HostPort(String host, int port) {
    private static final Pattern SYNTAX = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]+):(\\d{1,5})");

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<HostPort> {
        @Override
        public HostPort convert(String text) {
            Matcher match = SYNTAX.matcher(text);
            if (!match.matches() || Integer.parseInt(match.group(2)) > 65_535) {
                throw new TypeConversionException("'" + text + "' (expected: HOST:PORT, such as 127.0.0.1:8081)");
            }
            String host = match.group(1);
            return new HostPort(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(match.group(2)));
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
