package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON object member by member: UTF-8 and nothing else, no member twice at any depth nor without a name,
 * bounded depth, finite numbers of bounded length, nothing behind the object.
 *
 * <p>Names are neither interned nor kept in the parser's symbol table: both outlive the token, and a header is read
 * before anybody has shown to be anybody.
 */
final class StrictJson {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER_LENGTH = 64;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private StrictJson() {}

    /** Receives the members of an object. */
    interface Visitor {

        /**
         * One member.
         *
         * @param value at the first token of the value; to be left at the last one
         */
        void member(String name, JsonParser value) throws IOException, RefusedTokenException;
    }

    /** @throws RefusedTokenException malformed, if this is no such object; or whatever the visitor throws */
    static void readObject(byte[] json, Visitor visitor) throws RefusedTokenException {
        try (JsonParser parser = FACTORY.createParser(utf8(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RefusedTokenException.of(JwtRejection.MALFORMED);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.isBlank()) {
                    throw RefusedTokenException.of(JwtRejection.MALFORMED);
                }
                parser.nextToken();
                visitor.member(name, parser);
            }
            if (parser.nextToken() != null) {
                throw RefusedTokenException.of(JwtRejection.MALFORMED);
            }
        } catch (IOException notJson) {
            throw RefusedTokenException.of(JwtRejection.MALFORMED);
        }
    }

    /** Jackson would guess UTF-16 and UTF-32 from the first bytes, and take overlong UTF-8. */
    private static String utf8(byte[] bytes) throws CharacterCodingException {
        for (byte b : bytes) {
            if (b < 0) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
