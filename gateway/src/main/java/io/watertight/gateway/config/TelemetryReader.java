package io.watertight.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code telemetry}. */
final class TelemetryReader {

    /** Stands in for a URL that is broken, so that the rest is judged. */
    private static final URI ANY = URI.create("http://localhost/");

    private final Errors errors;

    TelemetryReader(Errors errors) {
        this.errors = errors;
    }

    /** Null where nothing is pushed, or it is broken. */
    @Nullable
    OtlpConfig read(Section section) {
        Section otlp = section.section("otlp");
        section.end();
        if (otlp == null) {
            return null;
        }
        otlp.require("url", OtlpConfig.URL_SYNTAX);
        URI url = otlp.url("url", ANY, OtlpConfig.URL_SYNTAX);
        Duration step = otlp.duration("step", OtlpConfig.DEFAULT_STEP);
        otlp.end();
        return errors.collect(otlp.path(), UnaryOperator.identity(), () -> new OtlpConfig(url, step));
    }
}
