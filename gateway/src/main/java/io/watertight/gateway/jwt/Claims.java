package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watertight.gateway.jwt.JsonText.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified token that are strings. A view over what was read, valid until the same thread verifies the next token; asking for a claim by the
 * bytes of its name allocates nothing.
 */
public final class Claims {

    private final JsonMembers members;

    Claims(JsonMembers members) {
        this.members = members;
    }

    /**
     * The value of a claim, or null where the token has no such claim or its value is no string. For a claim that the
     * configuration requires of every token it is there: 1 to 256 characters, none of them a control character, and not all of them blank.
     */
    public @Nullable String claim(String name) {
        int index = name.isEmpty() ? -1 : find(name.getBytes(UTF_8));
        return index < 0 ? null : members.string(index);
    }

    /** The number of the claim of that name, which is in UTF-8 and not empty; -1 where the token has no such claim or its value is no string. */
    public int find(byte[] name) {
        int index = members.find(name);
        return index < 0 || members.kind(index) != Kind.STRING ? -1 : index;
    }

    /** The array that holds all values; not to be changed. */
    public byte[] bytes() {
        return members.bytes();
    }

    /** Where the value of claim {@code index} begins in {@link #bytes}. It is UTF-8, but for half a surrogate pair, which is three bytes of its own. */
    public int start(int index) {
        return members.start(index);
    }

    /** The length of the value of claim {@code index}, in bytes. */
    public int length(int index) {
        return members.end(index) - members.start(index);
    }

    @Override
    public String toString() {
        return "Claims[redacted]";
    }
}
