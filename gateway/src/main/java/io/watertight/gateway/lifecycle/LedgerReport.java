package io.watertight.gateway.lifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.admission.PolicyLimiter;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.membership.Shares;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.NanoClock;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The account of all buckets of this process, as JSON: what {@code /ledger} answers and what the obituary says. Safe for use by any thread. */
final class LedgerReport {

    private static final JsonFactory JSON = new JsonFactory();

    private final String instance = HexFormat.of().toHexDigits(new SplittableRandom().nextLong());
    private final NanoClock clock;
    private final Limiters limiters;
    private final Supplier<LimiterMode> mode;
    private final Shares shares;

    LedgerReport(NanoClock clock, Limiters limiters, Supplier<LimiterMode> mode, Shares shares) {
        this.clock = clock;
        this.limiters = limiters;
        this.mode = mode;
        this.shares = shares;
    }

    /** Random, and another one at each start: tells the incarnations of a replica apart. */
    String instance() {
        return instance;
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("instance", instance);
            json.writeStringField("mode", mode.get().text());
            shares.write(json);
            json.writeNumberField("maxBuckets", limiters.cap().maxBuckets());
            json.writeNumberField("live", limiters.cap().reserved());
            json.writeObjectFieldStart("policies");
            for (Map.Entry<String, PolicyLimiter> entry : limiters.all().entrySet()) {
                PolicyLimiter policy = entry.getValue();
                Ledger ledger = policy.limiter().ledger();
                json.writeObjectFieldStart(entry.getKey());
                json.writeNumberField("created", ledger.created());
                json.writeNumberField("expired", ledger.expired());
                json.writeNumberField("overflowed", ledger.overflowed());
                json.writeNumberField("live", ledger.live());
                json.writeNumberField("admitted", policy.admitted());
                json.writeNumberField("denied", policy.denied());
                json.writeNumberField("cleanupCadenceNanos", policy.limiter().cleanupCadenceNanos());
                json.writeEndObject();
            }
            json.writeEndObject();
            // behind the ledgers: whatever they count has happened by then
            json.writeNumberField("nowNanos", clock.nanoTime());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }
}
