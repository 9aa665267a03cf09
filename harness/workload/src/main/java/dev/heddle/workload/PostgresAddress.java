package dev.heddle.workload;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Says where PostgreSQL is and as whom to connect, as {@code postgresql://user:password@host:port/database} writes it. */
public record PostgresAddress(String user, String password, String host, int port, String database) {

    /**
     * Reads {@code postgresql://user[:password]@host[:port]/database}; the port is 5432 unless given.
     *
     * @throws IllegalArgumentException if a part is missing; the message never holds the password
     */
    public static PostgresAddress of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        String scheme = uri.getScheme();
        String userInfo = uri.getRawUserInfo();
        String host = uri.getHost();
        String path = uri.getPath();
        if (scheme == null
                || !(scheme.equals("postgresql") || scheme.equals("postgres"))
                || userInfo == null
                || host == null
                || path == null
                || path.length() < 2) {
            throw malformed();
        }
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        return new PostgresAddress(user, password, host, uri.getPort() < 0 ? 5432 : uri.getPort(), path.substring(1));
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a PostgreSQL URL reads postgresql://user:password@host:port/database");
    }

    /** Returns the address without the password, for logs and records. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
