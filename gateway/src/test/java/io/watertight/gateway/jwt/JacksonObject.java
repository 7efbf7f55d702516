package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object by Jackson, as strictly as it can be told to: what {@link JsonMembers} is held against. */
final class JacksonObject {

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(64)
                    .build())
            .build();

    private JacksonObject() {}

    /** The members by name, each with its text if it is a string and null if it is not; null if this is no such object. */
    static @Nullable Map<String, @Nullable String> read(byte[] json) {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(json))
                .toString())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.isBlank()) {
                    return null;
                }
                members.put(name, parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null);
                parser.skipChildren();
            }
            return parser.nextToken() == null ? members : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
