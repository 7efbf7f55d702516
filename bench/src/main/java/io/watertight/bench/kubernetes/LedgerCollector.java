package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.prove.LedgerClient;
import io.watertight.bench.prove.LedgerClient.Reading;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes ledgers and obituaries of all replicas into the evidence. A ledger names the process that it is of, so a process that
 * was replaced in its pod is never taken for the one before. Thread-safe.
 */
final class LedgerCollector {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the gateway logs last: its ledger as JSON between quotes that are not escaped. */
    private static final Pattern OBITUARY = Pattern.compile("message=\"obituary\" ledger=\"(\\{.*})\"");

    private final String policy;
    private final EvidenceLog log;
    private final Map<String, Incarnation> byInstance = new LinkedHashMap<>();

    LedgerCollector(String policy, EvidenceLog log) {
        this.policy = policy;
        this.log = log;
    }

    /**
     * A ledger that was asked for and answered between two instants of the clock here.
     *
     * @param name what a process that is seen for the first time is called
     * @throws IOException if it is no ledger; one without the policy is none yet, and passed over
     */
    synchronized void ledger(String name, String json, long askedNanos, long answeredNanos) throws IOException {
        if (hasPolicy(json)) {
            Incarnation incarnation = incarnation(name, json);
            if (!incarnation.hasEnded()) {
                Reading reading = LedgerClient.parse(json, policy, askedNanos, answeredNanos);
                log.ledger(incarnation.number(), incarnation.read(reading));
                log.account(incarnation.number(), incarnation.account());
            }
        }
    }

    /**
     * A line of a gateway's log, which may be its last.
     *
     * @return whether it was
     */
    synchronized boolean line(String name, String line, long heardNanos) throws IOException {
        Matcher obituary = OBITUARY.matcher(line);
        if (!obituary.find()) {
            return false;
        }
        String json = obituary.group(1);
        if (hasPolicy(json)) {
            Incarnation incarnation = incarnation(name, json);
            if (!incarnation.hasEnded()) {
                incarnation.end();
                LedgerSample last = incarnation.obituary(LedgerClient.parse(json, policy, heardNanos, heardNanos));
                log.account(incarnation.number(), incarnation.account());
                log.ended(incarnation.number(), new ReplicaEnd.Stopped(last));
            }
        }
        return true;
    }

    /** A process of that name is gone: one that left no obituary was killed, and one that was never heard of is told of. */
    synchronized void gone(String name, long nowNanos, boolean heardOf) {
        boolean known = heardOf;
        for (Incarnation incarnation : byInstance.values()) {
            if (incarnation.name().equals(name)) {
                known = true;
                if (!incarnation.hasEnded()) {
                    incarnation.end();
                    log.ended(incarnation.number(), new ReplicaEnd.Killed(nowNanos, 0));
                }
            }
        }
        if (!known) {
            log.ended(log.addReplica(name), new ReplicaEnd.Killed(nowNanos, 0));
        }
    }

    /** Requests decided by all, as far as they have told. */
    synchronized long decided() {
        return byInstance.values().stream()
                .map(Incarnation::last)
                .mapToLong(last -> last == null ? 0 : last.admitted() + last.denied())
                .sum();
    }

    /** Buckets that live in all that have not ended. */
    synchronized long live() {
        return byInstance.values().stream()
                .filter(incarnation -> !incarnation.hasEnded())
                .map(Incarnation::last)
                .mapToLong(last -> last == null ? 0 : last.live())
                .sum();
    }

    private static boolean isMissing(String json, String policy) throws IOException {
        return JSON.readTree(json).path("policies").path(policy).isMissingNode();
    }

    /** A limiter is made at the first request of its policy. */
    private boolean hasPolicy(String json) throws IOException {
        return !isMissing(json, policy);
    }

    private Incarnation incarnation(String name, String json) throws IOException {
        String instance = JSON.readTree(json).path("instance").asText();
        return byInstance.computeIfAbsent(instance, unseen -> new Incarnation(log.addReplica(name), name));
    }
}
