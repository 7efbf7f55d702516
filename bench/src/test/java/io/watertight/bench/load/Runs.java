package io.watertight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How tests start runs. */
final class Runs {
    static final TokenTemplate TOKEN = TokenTemplate.hs256(new byte[32], "k1", Duration.ofHours(1));

    private Runs() {}

    /** New subjects all the time, with tokens. */
    static LoadPlan rolling(double perSecond, long millis) {
        LoadStream stream = LoadStream.of("r", 1, new SubjectMode.Rolling(), RequestTemplate.get("/api", TOKEN));
        return new LoadPlan(List.of(stream), RateSchedule.constant(perSecond, Duration.ofMillis(millis)), "g7", 1);
    }

    static LoadRun start(LoadPlan plan, ConnectionOptions options, LoadObserver observer, Replica... replicas) {
        return LoadRun.start(plan, options, List.of(replicas), observer, progress -> {});
    }

    static LoadResult run(LoadPlan plan, ConnectionOptions options, Replica... replicas) throws InterruptedException {
        return run(plan, options, LoadObserver.none(), replicas);
    }

    static LoadResult run(LoadPlan plan, ConnectionOptions options, LoadObserver observer, Replica... replicas)
            throws InterruptedException {
        try (LoadRun run = start(plan, options, observer, replicas)) {
            return run.result();
        }
    }

    /** An observer that looks at answers only. */
    static LoadObserver responses(Consumer<LoadResponse> onResponse) {
        return new LoadObserver() {
            @Override
            public void onResponse(LoadResponse response) {
                onResponse.accept(response);
            }

            @Override
            public void onFailure(LoadFailure failure) {
                // what fails is in the result
            }
        };
    }

    /** The {@code sub} in the token of a request. */
    static String subjectOf(String head) {
        Matcher token =
                Pattern.compile("Authorization: Bearer [^.]+\\.([^.]+)\\.").matcher(head);
        assertThat(token.find()).isTrue();
        String claims = new String(Base64.getUrlDecoder().decode(token.group(1)), StandardCharsets.UTF_8);
        return claims.replaceAll(".*\"sub\":\"([^\"]*)\".*", "$1");
    }
}
