package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.watertight.gateway.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeUrisTest {

    @Test
    void readsAServerSentinelsAndTheFirstNodesOfACluster() {
        RedisURI server = NodeUris.parse("rediss://127.0.0.1:7000/2", false).getFirst();
        RedisURI sentinels =
                NodeUris.parse("redis-sentinel://a:1,b:2#main", false).getFirst();
        List<RedisURI> cluster = NodeUris.parse("redis://a:1,b:2", true);

        assertThat(server.isSsl()).isTrue();
        assertThat(server.getDatabase()).isEqualTo(2);
        assertThat(sentinels.getSentinels()).extracting(RedisURI::getPort).containsExactly(1, 2);
        assertThat(sentinels.getSentinelMasterId()).isEqualTo("main");
        assertThat(cluster).extracting(RedisURI::getHost).containsExactly("a", "b");
    }

    @Test
    void showsNothingOfAUriThatItCannotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeUris.parse("http://user:secret@host", false))
                .withMessage(
                        "uri: (expected: redis://HOST:PORT, rediss://HOST:PORT or redis-sentinel://HOST:PORT,HOST:PORT#MASTER)")
                .withNoCause();
    }

    @Test
    void takesTheUserFromTheUriAndThePasswordFromTheFile() {
        assertThat(login("redis://gateway@a:1")).isEqualTo("gateway/from the file");
        assertThat(login("redis://gateway:other@a:1")).isEqualTo("gateway/from the file");
        assertThat(login("redis://a:1")).isEqualTo("null/from the file");
    }

    @Test
    void printsNoSecret() {
        assertThat(options("redis://gateway:other@a:1").toString()).doesNotContain("other", "from the file", "gateway");
    }

    private static String login(String uri) {
        RedisURI node = NodeUris.of(options(uri)).getFirst();
        StaticCredentialsProvider provider = (StaticCredentialsProvider) node.getCredentialsProvider();
        @Nullable String user = provider.resolveCredentialsNow().getUsername();
        return user + "/" + new String(provider.resolveCredentialsNow().getPassword());
    }

    private static RedisOptions options(String uri) {
        Secret password = new Secret(Path.of("password"), "from the file".getBytes(UTF_8));
        return new RedisOptions(uri, false, password, null, Duration.ofMillis(20), 1024, "wt:");
    }
}
