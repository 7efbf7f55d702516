package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes JSON text in pure ASCII. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** ASCII text that is JSON already. */
    static void raw(ByteBuf out, String json) {
        ByteBufUtil.writeAscii(out, json);
    }

    /** A string with its quotes. Characters above U+00FF do not occur in what a codec decodes. */
    static void quoted(ByteBuf out, CharSequence text) {
        out.writeByte('"');
        for (int i = 0; i < text.length(); i++) {
            character(out, text.charAt(i));
        }
        out.writeByte('"');
    }

    /** The first {@code length} readable bytes as characters of a string, without quotes; the reader index stays. */
    static void escaped(ByteBuf out, ByteBuf bytes, int length) {
        for (int i = bytes.readerIndex(); i < bytes.readerIndex() + length; i++) {
            character(out, bytes.getUnsignedByte(i));
        }
    }

    private static void character(ByteBuf out, int character) {
        if (character == '"' || character == '\\') {
            out.writeByte('\\').writeByte(character);
        } else if (character >= ' ' && character < 0x7f) {
            out.writeByte(character);
        } else {
            raw(out, "\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.writeByte(HEX[(character >> shift) & 0xf]);
            }
        }
    }
}
