package io.watertight.gateway.lifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.admission.PolicyLimiter;
import io.watertight.gateway.admission.RemoteLimiters;
import io.watertight.gateway.membership.Shares;
import io.watertight.ratelimit.LeaseLimiter;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Outage;
import io.watertight.ratelimit.RemoteUse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;

/** The account of all buckets of this process, as JSON: what {@code /ledger} answers and what the obituary says. Safe for use by any thread. */
final class LedgerReport {

    private static final JsonFactory JSON = new JsonFactory();

    private final String instance = HexFormat.of().toHexDigits(new SplittableRandom().nextLong());
    private final NanoClock clock;
    private final Limiters limiters;
    private final Shares shares;

    LedgerReport(NanoClock clock, Limiters limiters, Shares shares) {
        this.clock = clock;
        this.limiters = limiters;
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
            json.writeStringField("mode", limiters.modes().mode().text());
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
                writeRemoteUse(policy.limiter().present(), json);
                json.writeEndObject();
            }
            json.writeEndObject();
            RemoteLimiters remote = limiters.modes().remote();
            if (remote != null) {
                writeFallback(remote, json);
            }
            // behind the ledgers: whatever they count has happened by then
            json.writeNumberField("nowNanos", clock.nanoTime());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private static void writeRemoteUse(Limiter limiter, JsonGenerator json) throws IOException {
        if (limiter instanceof RemoteUse use) {
            json.writeNumberField("remoteCalls", use.remoteCalls());
            json.writeNumberField("deniedLocally", use.deniedLocally());
        }
        if (limiter instanceof LeaseLimiter lease) {
            json.writeNumberField("leases", lease.leases());
            json.writeNumberField("leased", lease.leased());
            json.writeNumberField("leasesLost", lease.lost());
        }
    }

    /** When others than Redis decided, and who. */
    private static void writeFallback(RemoteLimiters remote, JsonGenerator json) throws IOException {
        Outage outage = remote.outage();
        json.writeObjectFieldStart("fallback");
        json.writeStringField("policy", remote.config().onOutage().text());
        json.writeBooleanField("active", outage.active());
        json.writeNumberField("entered", outage.entered());
        json.writeArrayFieldStart("intervals");
        for (Outage.Interval interval : outage.intervals()) {
            json.writeStartArray();
            json.writeNumber(interval.fromNanos());
            Long to = interval.toNanos();
            if (to == null) {
                json.writeNull();
            } else {
                json.writeNumber(to);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
