package io.watertight.gateway.config;

import java.net.URI;
import java.time.Duration;

/**
 * Where metrics are pushed by OTLP, and how often.
 *
 * @param url what they are posted to: http or https, without user, query and fragment, for it is shown and logged
 * @param step from one push to the next, 1 second to 1 hour
 */
public record OtlpConfig(URI url, Duration step) {

    static final String URL_SYNTAX = "http://HOST:PORT/PATH or https, such as http://collector:4318/v1/metrics";
    static final Duration DEFAULT_STEP = Duration.ofSeconds(30);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public OtlpConfig {
        new Violations()
                .check(isPostable(url), "url", ServerUrl.WRONG, URL_SYNTAX)
                .range("step", step, Duration.ofSeconds(1), Duration.ofHours(1))
                .throwIfAny();
    }

    private static boolean isPostable(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && ServerUrl.isValid(url);
    }
}
