package io.watertight.bench.control;

import static io.watertight.bench.proof.LawName.ADMISSION;
import static io.watertight.bench.proof.LawName.DRAIN;
import static io.watertight.bench.proof.LawName.LEDGER;
import static io.watertight.bench.proof.LawName.MEMORY;
import static io.watertight.bench.proof.LawName.NOTHING_DROPPED;
import static io.watertight.bench.proof.LawName.NO_FALSE_DENIAL;
import static io.watertight.bench.proof.LawName.POPULATION;
import static io.watertight.bench.proof.LimiterMode.LEASE;
import static io.watertight.bench.proof.LimiterMode.LOCAL;
import static io.watertight.bench.proof.LimiterMode.REDIS;
import static io.watertight.bench.proof.LimiterMode.SHARE;

import io.watertight.bench.proof.LawName;
import io.watertight.bench.proof.LimiterMode;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults that a control gateway can have, the mode each shows in, and the laws it breaks: exactly those and no others. */
public enum Fault {
    NONE("no fault: the control's own limiter, correct"),
    CLEANUP_STOPS("the cleanup stops after its first tick", POPULATION, DRAIN),
    NO_QUIET_CLEANUP("the cleanup runs only while requests come", DRAIN),
    WIPED_ONCE("live buckets are wiped once", ADMISSION),
    DELETED_EARLY("a bucket is deleted while it is not full", ADMISSION),
    ADMITS_ONE_TOO_MANY(
            "check and act are two steps, so that two requests at once can both pass on the last permit", ADMISSION),
    DENIAL_EXTENDS("a denial puts off the next admission, so that who keeps asking does not get in", NO_FALSE_DENIAL),
    LEDGER_FORGETS("the ledger forgets one expiry in fifty", LEDGER),
    RETAINS_RESPONSES("a kilobyte is kept for every subject, although its bucket goes", MEMORY),
    OBITUARY_LIES("the last ledger of a replica that leaves says nothing of half of its buckets", LEDGER),
    LOSES_ANSWERS("one decision in a thousand is never told", NOTHING_DROPPED),
    JOINS_FULL(
            SHARE,
            "a replica that joins, or comes back, begins with its share of full buckets, not with none",
            ADMISSION),
    LEAVER_COUNTED(
            SHARE, "a replica that has left is counted for ever, and its part of the limit lost", NO_FALSE_DENIAL),
    /** The slack goes by the claims, and so covers the rate that they give away, but not that each replica has a burst. */
    COUNTS_ITSELF(
            SHARE, "a replica knows of no other, and claims the whole limit for itself", ADMISSION, LawName.SHARE),
    TTL_FLOORED(REDIS, "the time to live of a bucket in the store is rounded down, to whole seconds", ADMISSION),
    FALLBACK_STARTS_FULL(
            REDIS,
            "while the store is away replicas begin with their shares of full buckets, not with none",
            ADMISSION),
    LEASE_OUTLIVED(LEASE, "leases are spent for up to ten times as long after their charge as they may be", ADMISSION);

    /** How many times as long as it may a lease is spent by a gateway with {@link #LEASE_OUTLIVED}. */
    public static final int OUTLIVED_TIMES = 10;

    private final LimiterMode mode;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
    private final Set<LawName> laws;

    Fault(String description, LawName... laws) {
        this(LOCAL, description, laws);
    }

    Fault(LimiterMode mode, String description, LawName... laws) {
        this.mode = mode;
        this.description = description;
        EnumSet<LawName> broken = EnumSet.noneOf(LawName.class);
        broken.addAll(Arrays.asList(laws));
        this.laws = Collections.unmodifiableSet(broken);
    }

    /** How the gateways that have it hold a limit together. */
    public LimiterMode mode() {
        return mode;
    }

    /** What is wrong, in one clause. */
    public String description() {
        return description;
    }

    /** The laws that a gateway with this fault breaks. */
    public Set<LawName> laws() {
        return laws;
    }

    /** The name on the command line, such as {@code cleanup-stops}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The fault of that name.
     *
     * @throws IllegalArgumentException naming all there are
     */
    public static Fault of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " (expected: one of "
                        + Arrays.stream(values()).map(Fault::text).collect(Collectors.joining(", ")) + ")"));
    }
}
