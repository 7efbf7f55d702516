package io.watertight.gateway.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.MemberSource;
import io.watertight.gateway.config.OnOutage;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.config.Secret;
import io.watertight.gateway.config.ShareConfig;
import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final InetSocketAddress LISTEN = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080);
    private static final LimiterConfig LOCAL = new LimiterConfig(LimiterMode.LOCAL, 10, null, null, 0.1);

    private static LimiterConfig shared(MemberSource source) {
        return new LimiterConfig(
                LimiterMode.SHARE,
                10,
                new ShareConfig(source, null, Duration.ofMillis(100), BelowFloor.REFUSE),
                null,
                0.1);
    }

    private static LimiterConfig among(int... ports) {
        List<Endpoint> members = Arrays.stream(ports)
                .mapToObj(port -> new Endpoint("127.0.0.1", port))
                .toList();
        return shared(new MemberSource.Listed(members));
    }

    /** What decides while Redis is away is the only difference. */
    private static LimiterConfig redis(OnOutage onOutage) {
        RedisConfig redis = new RedisConfig(
                "redis://127.0.0.1:1",
                false,
                null,
                null,
                Duration.ofMillis(20),
                1,
                onOutage,
                "wt:",
                new Secret(Path.of("secret"), new byte[16]));
        return new LimiterConfig(LimiterMode.REDIS, 10, among(8080, 8081).share(), redis, 0.1);
    }

    private static Shares started(LimiterConfig config) {
        Shares shares = new Shares(NanoClock.system(), config);
        shares.start(LISTEN);
        return shares;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static String json(Shares shares) throws Exception {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            shares.write(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    @Test
    void aLocalReplicaHasAllOfItAtOnceAndSaysNothingOfShares() throws Exception {
        try (Shares shares = started(LOCAL)) {
            assertThat(shares.time().share()).isEqualTo(Share.WHOLE);
            assertThat(shares.obstacle()).isNull();
            assertThat(shares.isFrozen()).isFalse();
            assertThat(shares.belowFloor()).isEqualTo(BelowFloor.FLOOR);
            assertThat(json(shares)).isEqualTo("{}");
        }
    }

    @Test
    void aReplicaClaimsItsShareAfterAPeriodAndTellsSo() throws Exception {
        // Given
        long start = System.nanoTime();
        try (Shares shares = started(among(8080, 8081, 8082))) {
            Share atFirst = shares.time().share();
            // When
            await(() -> shares.obstacle() == null);
            // Then
            assertThat(atFirst.claimed()).isFalse();
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(100).toNanos());
            assertThat(shares.time().share()).isEqualTo(Share.oneOf(3));
            assertThat(shares.belowFloor()).isEqualTo(BelowFloor.REFUSE);
            assertThat(json(shares))
                    .matches("\\{\"share\":\\{\"members\":3,\"share\":0\\.3333.*,\"frozen\":(true|false),"
                            + "\"history\":\\[\\[\\d+,0\\.0],\\[\\d+,0\\.0],\\[\\d+,0\\.3333\\d+]]}}");
        }
    }

    @Test
    void aReplicaThatIsNotAmongTheMembersHasNoShare() {
        try (Shares shares = started(among(8081, 8082))) {
            await(() -> "not among the members of the limits".equals(shares.obstacle()));

            assertThat(shares.time().share().claimed()).isFalse();
        }
    }

    @Test
    void aReplicaThatHadAllOfItGoesOverToItsShareWithoutAGap() {
        try (Shares shares = started(LOCAL)) {
            // When
            shares.reload(among(8080, 8081));
            await(() -> shares.members() == 2);
            // Then
            assertThat(shares.time().share()).isEqualTo(Share.oneOf(2));
        }
    }

    @Test
    void aReplicaFollowsTheListAndGoesBackToAllOfIt() {
        try (Shares shares = started(LOCAL)) {
            // Given
            shares.reload(among(8080, 8081));
            await(() -> shares.members() == 2);
            // When
            shares.reload(among(8080, 8081, 8082, 8083));
            await(() -> shares.members() == 4);
            Share shared = shares.time().share();
            shares.reload(LOCAL);
            // Then
            assertThat(shared).isEqualTo(Share.oneOf(4));
            assertThat(shares.time().share()).isEqualTo(Share.WHOLE);
        }
    }

    @Test
    void theMembersAreAskedForFromWhenOutagesAreDecidedBySharesAndNoLongerThanThat() {
        try (Shares shares = started(redis(OnOutage.OPEN))) {
            // When
            shares.reload(redis(OnOutage.SHARE));
            await(() -> shares.members() == 2);
            Share shared = shares.time().share();
            shares.reload(redis(OnOutage.CLOSED));
            // Then
            assertThat(shared).isEqualTo(Share.oneOf(2));
            assertThat(shares.time().share()).isEqualTo(Share.WHOLE);
        }
    }

    @Test
    void aSourceThatDoesNotAnswerFreezesTheNumberOfMembers() {
        try (Shares shares = started(LOCAL)) {
            // Given
            shares.reload(among(8080, 8081));
            await(() -> shares.members() == 2);
            // When
            shares.reload(shared(new MemberSource.Dns("nobody.invalid", 8080)));
            await(shares::isFrozen);
            // Then
            assertThat(shares.time().share()).isEqualTo(Share.oneOf(2));
            assertThat(shares.obstacle()).isNull();
        }
    }

    @Test
    void whoLeavesHasNoShareFromThatInstant() {
        try (Shares shares = started(LOCAL)) {
            shares.reload(among(8080, 8081));
            await(() -> shares.members() == 2);

            shares.leave();
            shares.reload(LOCAL);

            assertThat(shares.time().share()).isEqualTo(Share.none(2));
            assertThat(shares.obstacle()).isEqualTo("leaving");
        }
    }
}
