package io.watertight.gateway.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What there is to see, by path. */
final class AdminPages {

    private final Map<String, Supplier<Page>> pages = new LinkedHashMap<>();

    AdminPages(
            Supplier<@Nullable String> deadReason,
            Supplier<@Nullable String> unreadyReason,
            Supplier<String> metrics,
            Supplier<String> config,
            Supplier<String> ledgerJson) {
        Page index = Page.text(HttpResponseStatus.OK, """
                Watertight gateway, admin port

                /livez    200 as long as all event loops run, else 503 and which does not
                /readyz   200 if clients may be sent here, else 503 and why not
                /metrics  for Prometheus
                /ledger   the limiter's books, JSON
                /config   the effective configuration, secrets redacted, YAML""");
        pages.put("/", () -> index);
        pages.put("/livez", () -> health("alive", deadReason.get()));
        pages.put("/readyz", () -> health("ready", unreadyReason.get()));
        pages.put("/metrics", () -> ok("text/plain; version=0.0.4; charset=utf-8", metrics.get()));
        pages.put("/ledger", () -> ok("application/json", ledgerJson.get()));
        pages.put("/config", () -> ok("application/yaml", config.get()));
    }

    /** What makes the page at exactly this path, or null. */
    @Nullable
    Supplier<Page> find(String path) {
        return pages.get(path);
    }

    private static Page ok(String contentType, String body) {
        return new Page(HttpResponseStatus.OK, contentType, body);
    }

    private static Page health(String good, @Nullable String reason) {
        return reason == null
                ? Page.text(HttpResponseStatus.OK, good)
                : Page.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "not " + good + ": " + reason);
    }
}
