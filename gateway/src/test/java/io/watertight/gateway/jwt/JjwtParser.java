package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** JJWT's own parser as it comes, for HS256, the usual secret and the usual time: what it refuses, nobody should accept. */
final class JjwtParser {

    private final JwtParser parser = Jwts.parser()
            .verifyWith(new SecretKeySpec(Tokens.SECRET, "HmacSHA256"))
            .clock(() -> Date.from(Instant.ofEpochSecond(Tokens.NOW_SECONDS)))
            .clockSkewSeconds(5)
            .json(new Json())
            .build();

    /** @throws RuntimeException if JJWT refuses the token */
    String subjectOf(String token) {
        return parser.parseSignedClaims(token).getPayload().getSubject();
    }

    boolean accepts(String token) {
        try {
            parser.parseSignedClaims(token);
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private static final class Json extends AbstractDeserializer<Map<String, ?>> {

        private static final JsonFactory FACTORY = new JsonFactory();

        @Override
        protected Map<String, ?> doDeserialize(Reader reader) throws Exception {
            try (JsonParser json = FACTORY.createParser(reader)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("no object");
                }
                return object(json);
            }
        }

        private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, value(json));
            }
            return members;
        }

        private static List<@Nullable Object> list(JsonParser json) throws IOException {
            List<@Nullable Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json));
            }
            return items;
        }

        private static @Nullable Object value(JsonParser json) throws IOException {
            return switch (json.currentToken()) {
                case START_OBJECT -> object(json);
                case START_ARRAY -> list(json);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> json.getText();
            };
        }
    }
}
