package io.watertight.bench.cluster;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis server is. Immutable; its string form does not show the password.
 *
 * @param host a name or address
 * @param port 1..65535
 * @param password null for none
 * @param database 0 or more
 */
public record RedisAddress(String host, int port, @Nullable String password, int database) {
    private static final int DEFAULT_PORT = 6379;

    /**
     * Reads {@code redis://[:PASSWORD@]HOST[:PORT][/DATABASE]}.
     *
     * @throws IllegalArgumentException if it is not of that form; the message does not show a password
     */
    public static RedisAddress parse(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw unexpected();
        }
        String host = uri.getHost();
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!"redis".equals(uri.getScheme()) || host == null || !path.matches("/?[0-9]{0,4}")) {
            throw unexpected();
        }
        String user = uri.getUserInfo();
        String password = user == null ? null : user.substring(user.indexOf(':') + 1);
        String database = path.replace("/", "");
        return new RedisAddress(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                password,
                database.isEmpty() ? 0 : Integer.parseInt(database));
    }

    private static IllegalArgumentException unexpected() {
        return new IllegalArgumentException("not one server (expected: redis://[:PASSWORD@]HOST[:PORT][/DATABASE])");
    }

    @Override
    public String toString() {
        return "redis://" + host + ":" + port + (database == 0 ? "" : "/" + database);
    }
}
