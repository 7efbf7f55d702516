package io.watertight.bench.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the load generator takes to sign a token for a new subject, which must be less than a gateway takes to verify it. The
 * baseline is the bare Mac over as many bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class SigningBenchmark {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long EPOCH_SECONDS = 1_800_000_000;

    private final TokenSigner signer = new TokenSigner(TokenTemplate.hs256(SECRET, "k1", Duration.ofHours(1)));
    private final Subjects subjects = new Subjects();
    private final ByteBuf out = Unpooled.buffer(512);
    private final byte[] signed = signer.sign(subjects.textOf(0), EPOCH_SECONDS).getBytes(StandardCharsets.US_ASCII);
    private final byte[] signature = new byte[32];
    private final Mac mac = newMac();
    private long next;

    private static Mac newMac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The floor. */
    @Benchmark
    public byte[] bareMac() throws GeneralSecurityException {
        mac.update(signed, 0, signed.length - 44);
        mac.doFinal(signature, 0);
        return signature;
    }

    /** The generator's signer. */
    @Benchmark
    public ByteBuf watertight() {
        signer.signTo(out.clear(), subjects.textOf(next++), EPOCH_SECONDS);
        return out;
    }
}
