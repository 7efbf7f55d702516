package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims of a payload whose signature has been verified, each registered one of its type (RFC 7519, section 4.1).
 * Not yet judged.
 */
final class ClaimSet implements StrictJson.Visitor {

    /** Stands for a date that the token does not give. */
    static final long ABSENT = -1;

    private final Map<String, String> strings = new HashMap<>();
    private final List<String> audiences = new ArrayList<>(1);

    /** Names of the members that are no strings. */
    private final Set<String> others = new HashSet<>();

    private long expiresAtMillis = ABSENT;
    private long validFromMillis = ABSENT;

    private ClaimSet() {}

    /**
     * Reads the decoded payload.
     *
     * @throws RefusedTokenException malformed, or bad claim
     */
    static ClaimSet read(byte[] json) throws RefusedTokenException {
        ClaimSet claims = new ClaimSet();
        StrictJson.readObject(json, claims);
        return claims;
    }

    Map<String, String> strings() {
        return strings;
    }

    boolean has(String name) {
        return strings.containsKey(name) || others.contains(name);
    }

    boolean isFor(String audience) {
        return audiences.contains(audience);
    }

    /** The claim exp, or {@link #ABSENT}. */
    long expiresAtMillis() {
        return expiresAtMillis;
    }

    /** The claim nbf, or {@link #ABSENT}. */
    long validFromMillis() {
        return validFromMillis;
    }

    @Override
    public void member(String name, JsonParser value) throws IOException, RefusedTokenException {
        switch (name) {
            case "exp" -> expiresAtMillis = date(name, value);
            case "nbf" -> validFromMillis = date(name, value);
            case "iat" -> date(name, value);
            case "aud" -> audience(name, value);
            case "sub", "iss", "jti" -> strings.put(name, string(value));
            default -> any(name, value);
        }
    }

    private long date(String name, JsonParser value) throws IOException, RefusedTokenException {
        others.add(name);
        return NumericDate.millis(value);
    }

    private void audience(String name, JsonParser value) throws IOException, RefusedTokenException {
        others.add(name);
        if (value.currentToken() != JsonToken.START_ARRAY) {
            audiences.add(string(value));
            return;
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            audiences.add(string(value));
        }
    }

    private void any(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_STRING) {
            strings.put(name, value.getText());
        } else {
            others.add(name);
            value.skipChildren();
        }
    }

    private static String string(JsonParser value) throws IOException, RefusedTokenException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            throw RefusedTokenException.of(JwtRejection.BAD_CLAIM);
        }
        return value.getText();
    }
}
