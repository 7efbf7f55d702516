package io.watertight.gateway.config;

import java.util.regex.Pattern;

/** Host names of RFC 1123: labels of letters, digits and inner hyphens. */
final class HostName {

    private static final int MAX_LENGTH = 253;
    private static final Pattern LABELS = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** A last label of digits alone is an address, or an attempt at one ({@code 10.0.0.256}), and never a name. */
    private static final Pattern LAST_LABEL_NUMERIC = Pattern.compile("(.*\\.)?[0-9]+");

    private HostName() {}

    static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH
                && LABELS.matcher(text).matches()
                && !LAST_LABEL_NUMERIC.matcher(text).matches();
    }
}
