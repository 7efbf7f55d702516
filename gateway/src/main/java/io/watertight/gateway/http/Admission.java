package io.watertight.gateway.http;

import io.netty.buffer.ByteBufAllocator;
import io.watertight.gateway.admission.Policy;
import io.watertight.gateway.admission.QuotaFields;
import io.watertight.gateway.jwt.AuthorizationReader;
import io.watertight.gateway.jwt.AuthorizationReader.Credentials;
import io.watertight.gateway.jwt.JwtRejection;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.jwt.Verification;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.telemetry.Outcome;
import io.watertight.gateway.wire.RequestHead;
import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.SubjectKey;
import org.jspecify.annotations.Nullable;

/**
 * Whether the request in progress may pass: its token, its policy, the limiter. One per client connection, confined to its event loop. Nothing on a request's way is a switch over types:
 * each is put together at its first use, by machinery that the first request would wait for.
 */
final class Admission implements DecisionListener {

    private final ClientConnection client;
    private final LoopContext loop;
    private final ByteBufAllocator allocator;
    private final ServerState server;
    private final ClientRequest current;
    private final RequestHead request;
    private final AuthorizationReader authorization = new AuthorizationReader();
    private @Nullable Policy policy;
    private @Nullable QuotaFields quota;
    private @Nullable Decision decision;

    Admission(
            ClientConnection client,
            LoopContext loop,
            ByteBufAllocator allocator,
            ServerState server,
            ClientRequest current) {
        this.client = client;
        this.loop = loop;
        this.allocator = allocator;
        this.server = server;
        this.current = current;
        this.request = current.head();
    }

    /** What the limiter decided, or null where none did. */
    @Nullable
    Decision decision() {
        return decision;
    }

    /** The quota that the request is held to, or null where there is none. */
    @Nullable
    QuotaFields quota() {
        return quota;
    }

    /** Lets the request pass on that route, or answers it, now or later. */
    void begin(Route route) {
        decision = null;
        quota = null;
        policy = route.policy();
        if (route.isAuthenticated()) {
            authenticate(route);
        } else {
            client.onAdmitted();
        }
    }

    private void authenticate(Route route) {
        TokenVerifier verifier = current.serving().verifier();
        if (request.authorizationCount() == 0 || verifier == null) {
            challenge(null);
            return;
        }
        int field = request.authorizationIndex();
        byte[] bytes = request.bytes();
        int from = request.fields().valueStart(field);
        Credentials credentials = request.authorizationCount() > 1
                ? Credentials.MALFORMED
                : authorization.read(bytes, from, request.fields().valueEnd(field) - from);
        switch (credentials) {
            case NONE -> challenge(null);
            case MALFORMED ->
                client.answer(Outcome.UNAUTHENTICATED, Answers.malformedCredentials(loop, allocator, current.ending()));
            case TOKEN -> {
                Verification verification = verifier.verify(
                        bytes, authorization.tokenOffset(), authorization.tokenLength(), loop.epochMillis());
                if (verification instanceof Verification.Rejected rejected) {
                    reject(rejected.reason());
                } else {
                    limit(route, (Verification.Verified) verification);
                }
            }
        }
    }

    private void reject(JwtRejection reason) {
        server.rejections().record(reason);
        challenge(reason);
    }

    private void challenge(@Nullable JwtRejection reason) {
        client.answer(Outcome.UNAUTHENTICATED, Answers.unauthenticated(loop, allocator, current.ending(), reason));
    }

    private void limit(Route route, Verification.Verified token) {
        Policy held = policy;
        if (held == null) {
            client.onAdmitted();
            return;
        }
        SubjectKey key = held.keyOf(token);
        if (key == null) {
            reject(JwtRejection.MISSING_CLAIM);
            return;
        }
        QuotaFields asked = held.quotaOf(token);
        quota = asked;
        client.to(ClientState.DECIDING);
        held.decide(key, asked, route.cost(), this);
    }

    @Override
    public void onDecision(Decision made) {
        if (!loop.eventLoop().inEventLoop()) {
            loop.eventLoop().execute(() -> onDecision(made));
            return;
        }
        Policy held = policy;
        QuotaFields asked = quota;
        if (!client.is(ClientState.DECIDING) || held == null || asked == null) {
            return;
        }
        decision = made;
        ProofFields proof = current.serving().proof();
        if (made instanceof Decision.Admitted) {
            held.limiter().onAdmitted();
            client.onAdmitted();
        } else if (made instanceof Decision.Unavailable unavailable) {
            held.limiter().onUndecided();
            client.answer(Outcome.UNDECIDED, Answers.undecided(loop, allocator, current.ending(), unavailable, proof));
        } else {
            held.limiter().onDenied();
            client.answer(Outcome.LIMITED, Answers.limited(loop, allocator, current.ending(), asked, made, proof));
        }
        client.goOn();
    }
}
