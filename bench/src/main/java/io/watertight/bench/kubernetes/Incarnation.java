package io.watertight.bench.kubernetes;

import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.LimiterAccount;
import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import io.watertight.bench.proof.Span;
import io.watertight.bench.prove.LedgerClient.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One process of a gateway, from its start to its end, whose clock is that of its node. What it dates is dated again by the
 * clock here: a reading was made between its request and its answer, and so the difference of the clocks is known up to the
 * round trip. A growth of a share counts as late and a decline as early as it can have been, so that the doubt clears the
 * replica. Not thread-safe.
 */
final class Incarnation {
    private final int number;
    private final String name;
    private final Map<Long, ShareClaim> claims = new TreeMap<>();
    private @Nullable LedgerSample last;
    private long earliestOffset;
    private long latestOffset;
    private boolean ended;

    /**
     * @param number its number in the evidence
     * @param name the pod, and which of its processes
     */
    Incarnation(int number, String name) {
        this.number = number;
        this.name = name;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Its last reading; null before the first. */
    @Nullable
    LedgerSample last() {
        return last;
    }

    /** A reading over the network, dated by the clock here. */
    LedgerSample read(Reading reading) {
        LedgerSample sample = reading.sample();
        earliestOffset = sample.askedNanos() - sample.nowNanos();
        latestOffset = sample.answeredNanos() - sample.nowNanos();
        note(reading.account());
        return keep(sample, sample.askedNanos(), sample.answeredNanos());
    }

    /** What it wrote at its exit, which was heard of later. */
    LedgerSample obituary(Reading reading) {
        LedgerSample sample = reading.sample();
        if (last == null) {
            return read(reading);
        }
        note(reading.account());
        long asked = Math.max(last.answeredNanos(), sample.nowNanos() + earliestOffset);
        return keep(sample, asked, Math.max(asked, sample.nowNanos() + latestOffset));
    }

    private LedgerSample keep(LedgerSample sample, long askedNanos, long answeredNanos) {
        LedgerSample dated = new LedgerSample(
                askedNanos,
                askedNanos + (answeredNanos - askedNanos) / 2,
                answeredNanos,
                sample.created(),
                sample.expired(),
                sample.overflowed(),
                sample.live(),
                sample.admitted(),
                sample.denied(),
                sample.cleanupCadenceNanos());
        last = dated;
        return dated;
    }

    private void note(LimiterAccount account) {
        double share = 0;
        for (ShareClaim claim : account.shares()) {
            long offset = claim.share() > share ? latestOffset : earliestOffset;
            claims.putIfAbsent(claim.fromNanos(), new ShareClaim(claim.fromNanos() + offset, claim.share()));
            share = claim.share();
        }
    }

    /** Its part in the limit, from its start to its last reading. */
    LimiterAccount account() {
        List<ShareClaim> dated = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (ShareClaim claim : claims.values()) {
            before = Math.max(before, claim.fromNanos());
            dated.add(new ShareClaim(before, claim.share()));
        }
        return new LimiterAccount(dated, List.<Span>of(), 0);
    }
}
