package io.watertight.bench.jmh;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.gateway.config.JwtConfig;
import io.watertight.gateway.config.KeyConfig;
import io.watertight.gateway.config.MacAlgorithm;
import io.watertight.gateway.config.Secret;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.jwt.Verification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Verification of a token that has not been seen before, to its subject: signature, expiry, and that there is a subject. HS256,
 * some 190 bytes. Each library is given what it can keep: keys, parsers, verifiers. The baseline is the bare Mac over the same
 * bytes, compared with a signature that has been decoded already.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class JwtBenchmark {

    private static final int TOKENS = 4096;
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final SecretKey KEY = Keys.hmacShaKeyFor(SECRET);

    private final byte[][] tokens = new byte[TOKENS][];
    private final byte[][] signatures = new byte[TOKENS][];
    private final long nowMillis = System.currentTimeMillis();
    private final TokenVerifier own = new TokenVerifier(new JwtConfig(
            List.of(new KeyConfig("k1", MacAlgorithm.HS256, new Secret(Path.of("k1"), SECRET))),
            null,
            null,
            Duration.ofSeconds(5),
            Set.of("sub", "exp"),
            8192));
    private final JwtParser jjwt =
            Jwts.parser().verifyWith(KEY).clockSkewSeconds(5).build();
    private final JWTVerifier auth0 =
            JWT.require(Algorithm.HMAC256(SECRET)).acceptLeeway(5).build();
    private final JWSVerifier nimbus = nimbusVerifier();
    private final Mac mac = newMac();
    private final byte[] computed = new byte[32];
    private int next;

    /** Signs the tokens. */
    @Setup(Level.Trial)
    public void sign() throws GeneralSecurityException {
        TokenSigner signer = new TokenSigner(TokenTemplate.hs256(SECRET, "k1", Duration.ofHours(10)));
        Subjects subjects = new Subjects();
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = signer.sign(subjects.textOf(i), nowMillis / 1000).getBytes(StandardCharsets.US_ASCII);
            mac.update(tokens[i], 0, signedLength(tokens[i]));
            signatures[i] = mac.doFinal();
        }
    }

    private static JWSVerifier nimbusVerifier() {
        try {
            return new MACVerifier(SECRET);
        } catch (JOSEException e) {
            throw new IllegalStateException("the secret is long enough", e);
        }
    }

    private static Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static int signedLength(byte[] token) {
        int end = token.length - 1;
        while (token[end] != '.') {
            end--;
        }
        return end;
    }

    private int nextToken() {
        next = (next + 1) % TOKENS;
        return next;
    }

    /** The floor. */
    @Benchmark
    public boolean bareMac() throws GeneralSecurityException {
        int token = nextToken();
        mac.update(tokens[token], 0, signedLength(tokens[token]));
        mac.doFinal(computed, 0);
        return MessageDigest.isEqual(computed, signatures[token]);
    }

    /** The gateway's own. */
    @Benchmark
    public Verification watertight() {
        byte[] token = tokens[nextToken()];
        Verification verification = own.verify(token, 0, token.length, nowMillis);
        if (!(verification instanceof Verification.Verified)) {
            throw new AssertionError(verification);
        }
        return verification;
    }

    /** JJWT as it comes, with Jackson. */
    @Benchmark
    public String jjwt() {
        String token = new String(tokens[nextToken()], StandardCharsets.ISO_8859_1);
        return jjwt.parseSignedClaims(token).getPayload().getSubject();
    }

    /** The library java-jwt of Auth0. */
    @Benchmark
    public String auth0() {
        return auth0.verify(new String(tokens[nextToken()], StandardCharsets.ISO_8859_1))
                .getSubject();
    }

    /** Nimbus JOSE + JWT. */
    @Benchmark
    @SuppressWarnings("JavaUtilDate") // is what the library has
    public String nimbus() throws ParseException, JOSEException {
        SignedJWT token = SignedJWT.parse(new String(tokens[nextToken()], StandardCharsets.ISO_8859_1));
        if (!token.verify(nimbus)) {
            throw new AssertionError("not verified");
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        if (claims.getExpirationTime().getTime() <= nowMillis) {
            throw new AssertionError("expired");
        }
        return claims.getSubject();
    }
}
