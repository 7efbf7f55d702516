package io.watertight.gateway.http;

import io.watertight.gateway.config.HttpConfig;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.route.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * Everything of the configuration that a request needs, as one immutable value: a reload replaces it whole, and a request keeps the one it began with.
 *
 * @param verifier null where no route asks for a token
 * @param proof what answers say of the limiter's decision, for proofs
 * @param accessLog whether each request is logged
 */
public record Serving(
        RouteTable routes, @Nullable TokenVerifier verifier, HttpConfig http, ProofFields proof, boolean accessLog) {}
