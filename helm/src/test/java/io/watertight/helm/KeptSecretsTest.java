package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeptSecretsTest {

    private static final String ROTATED = "jwt: {keys: [{kid: k1, algorithm: HS256}, {kid: k2, algorithm: HS512}]}";

    @Test
    void a_new_release_draws_its_keys() {
        String one = key(Render.of(ROTATED), "k1");
        String other = key(Render.of(ROTATED), "k1");

        assertThat(Base64.getDecoder().decode(one)).hasSize(64);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void an_upgrade_keeps_the_keys_that_are_there_and_draws_the_one_that_is_not() {
        ApiServer.withSecret("demo-watertight-jwt", "{\"k1\":\"a2VwdA==\"}", () -> {
            Objects upgrade = Render.of(ROTATED);

            assertThat(key(upgrade, "k1")).isEqualTo("a2VwdA==");
            assertThat(Base64.getDecoder().decode(key(upgrade, "k2"))).hasSize(64);
        });
    }

    @Test
    void an_upgrade_keeps_what_subjects_are_hashed_with() {
        ApiServer.withSecret("demo-watertight-redis", "{\"subject-secret\":\"a2VwdA==\"}", () -> {
            Objects upgrade = Render.of("{limiter: {mode: redis}, valkey: {enabled: true}}");

            assertThat(upgrade.get("Secret", "demo-watertight-redis")
                            .at("/data/subject-secret")
                            .asText())
                    .isEqualTo("a2VwdA==");
        });
    }

    @Test
    void a_secret_of_ones_own_is_used_and_none_is_made() {
        Objects objects = Render.of("jwt: {existingSecret: mine}");

        assertThat(objects.ofKind("Secret")).isEmpty();
        assertThat(objects.get("Deployment", "demo-watertight")
                        .at("/spec/template/spec/volumes/1/secret/secretName")
                        .asText())
                .isEqualTo("mine");
    }

    private static String key(Objects objects, String kid) {
        return objects.get("Secret", "demo-watertight-jwt")
                .path("data")
                .path(kid)
                .asText();
    }
}
