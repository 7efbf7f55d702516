package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerInfoTest {

    private static final String RUN_ID = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void readsWhoItIs() {
        ServerInfo info = ServerInfo.parse("""
                # Server\r
                redis_version:7.0.15\r
                redis_mode:standalone\r
                run_id:%s\r
                # Replication\r
                role:master\r
                """.formatted(RUN_ID));

        assertThat(info).isEqualTo(new ServerInfo(RUN_ID, "7.0.15", false, true, false));
    }

    @Test
    void readsThatItIsAReplicaOfAClusterThatRemovesKeys() {
        ServerInfo info = ServerInfo.parse(
                "run_id:%s\nredis_version:7.2.4\nredis_mode:cluster\nrole:slave\nmaxmemory:1000\nmaxmemory_policy:allkeys-lru\n"
                        .formatted(RUN_ID));

        assertThat(info).isEqualTo(new ServerInfo(RUN_ID, "7.2.4", true, false, true));
    }

    @Test
    void doesNotKnowAServerThatDoesNotSayWhichProcessItIs() {
        assertThat(ServerInfo.parse("redis_version:7.0.15\n")).isNull();
        assertThat(ServerInfo.parse("run_id:0123\n")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.10.1", "7.0.15", "10.0.0", "unknown"})
    void supportsVersionsFromSixPointTwoOn(String version) {
        assertThat(new ServerInfo(RUN_ID, version, false, true, false).isSupported())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8.24", "5.0.14", "6.0.20", "6.1.240"})
    void doesNotSupportOlderOnes(String version) {
        assertThat(new ServerInfo(RUN_ID, version, false, true, false).isSupported())
                .isFalse();
    }
}
