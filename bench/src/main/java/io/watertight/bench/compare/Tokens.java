package io.watertight.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

/** The secret of one comparison and the tokens signed with it, good ones and bad ones. Not thread-safe. */
final class Tokens {
    private static final Duration TTL = Duration.ofHours(12);

    private final String secret;
    private final TokenSigner signer;

    Tokens() {
        this.secret = randomSecret();
        this.signer = new TokenSigner(template());
    }

    /** 32 printable bytes. */
    String secret() {
        return secret;
    }

    TokenTemplate template() {
        return template(secret);
    }

    String good(String subject) {
        return signer.sign(subject, now());
    }

    String expired(String subject) {
        return signer.sign(subject, now() - TTL.toSeconds() - 3600);
    }

    String signedByAnother(String subject) {
        return new TokenSigner(template(randomSecret())).sign(subject, now());
    }

    /** Says that it is not signed, and is not. */
    String unsigned(String subject) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String header = encoder.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(US_ASCII));
        String claims = encoder.encodeToString(
                ("{\"sub\":\"" + subject + "\",\"exp\":" + (now() + 3600) + "}").getBytes(US_ASCII));
        return header + "." + claims + ".";
    }

    /**
     * Writes good tokens of distinct subjects, one a line, all lines of one length.
     *
     * @return the length of a line with its end
     */
    int write(Path file, String prefix, int count) throws IOException {
        long now = now();
        int length = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, US_ASCII)) {
            for (int i = 0; i < count; i++) {
                String line = signer.sign(subject(prefix, i), now);
                length = line.length() + 1;
                out.write(line);
                out.write('\n');
            }
        }
        return length;
    }

    private static String subject(String prefix, int number) {
        String digits = Integer.toString(number);
        return prefix + "-" + "0".repeat(9 - digits.length()) + digits;
    }

    private static TokenTemplate template(String secret) {
        return TokenTemplate.hs256(secret.getBytes(US_ASCII), Setup.KEY_ID, TTL);
    }

    private static String randomSecret() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
