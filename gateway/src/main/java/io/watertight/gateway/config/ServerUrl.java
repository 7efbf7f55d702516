package io.watertight.gateway.config;

import java.net.URI;

/** A URL with a host, and without user, query and fragment. Messages do not show one that is wrong, since it may hold a password. */
final class ServerUrl {

    /** What messages say instead. */
    static final String WRONG = "not such a URL";

    private static final int MAX_PORT = 65_535;

    private ServerUrl() {}

    static boolean isValid(URI url) {
        return url.getHost() != null
                && url.getPort() != 0
                && url.getPort() <= MAX_PORT
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
