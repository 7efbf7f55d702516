package io.watertight.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network the first address of the block: every bit behind the prefix is zero
 * @param prefixBits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixBits) {

    static final String SYNTAX = "ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8";

    private static final Pattern TEXT = Pattern.compile("([^/]+)/(0|[1-9][0-9]{0,2})");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the prefix is too long or the network has bits behind it
     */
    public Cidr {
        int bits = network.getAddress().length * Byte.SIZE;
        new Violations().range("prefixBits", prefixBits, 0, bits).throwIfAny();
        InetAddress first = firstOf(network, prefixBits);
        new Violations()
                .check(network.equals(first), "network", network.getHostAddress(), first.getHostAddress())
                .throwIfAny();
    }

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException whose message says what was expected
     */
    public static Cidr parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        InetAddress address = matcher.matches() ? IpLiteral.parse(matcher.group(1)) : null;
        if (address == null) {
            throw new IllegalArgumentException(SYNTAX);
        }
        int bits = Integer.parseInt(matcher.group(2));
        if (bits > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(SYNTAX);
        }
        InetAddress first = firstOf(address, bits);
        if (!address.equals(first)) {
            throw new IllegalArgumentException(
                    first.getHostAddress() + "/" + bits + ", the first address of the block");
        }
        return new Cidr(address, bits);
    }

    /** Whether the block holds the address. Never for an address of the other family. */
    public boolean contains(InetAddress address) {
        byte[] block = network.getAddress();
        byte[] candidate = address.getAddress();
        if (block.length != candidate.length) {
            return false;
        }
        for (int i = 0; i < block.length; i++) {
            if (((block[i] ^ candidate[i]) & maskOf(i, prefixBits)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress firstOf(InetAddress address, int prefixBits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) maskOf(i, prefixBits);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address has 4 or 16 bytes", e);
        }
    }

    /** The part of the prefix that lies in the byte with this index, as a mask of eight bits. */
    private static int maskOf(int index, int prefixBits) {
        int bits = Math.clamp(prefixBits - index * Byte.SIZE, 0, Byte.SIZE);
        return 0xff << (Byte.SIZE - bits) & 0xff;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixBits;
    }
}
