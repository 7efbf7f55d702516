package io.watertight.gateway.http;

import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request, where configured. Never the query, a field or a subject. Stateless. */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("access");

    private AccessLog() {}

    /**
     * Logs one request.
     *
     * @param request null where the head was not accepted
     */
    static void write(@Nullable RequestHead request, int status, Outcome outcome, long nanos) {
        LOG.atInfo()
                .setMessage("request")
                .addKeyValue("method", request == null ? "-" : request.methodText())
                .addKeyValue("path", request == null ? "-" : quotable(request.pathText()))
                .addKeyValue("status", status)
                .addKeyValue("outcome", outcome.tag())
                .addKeyValue("micros", nanos / 1000)
                .log();
    }

    /** As it can stand between quotation marks: a path cannot end its own value, and go on as others of its own making. */
    private static String quotable(String path) {
        return path.replace("\"", "%22");
    }
}
