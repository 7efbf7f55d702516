package io.watertight.gateway.admin;

import io.netty.handler.codec.http.HttpResponseStatus;

/** One answer. */
record Page(HttpResponseStatus status, String contentType, String body) {

    static Page text(HttpResponseStatus status, String line) {
        return new Page(status, "text/plain; charset=utf-8", line + "\n");
    }
}
