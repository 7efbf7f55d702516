package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.List;

/** The sum of what all ledgers counted since the load began, and what may be missing from it. Not thread-safe. */
final class BooksTotal {
    private final long loadStartNanos;
    private long replicas;
    private long readings;
    private long created;
    private long expired;
    private long live;
    private long overflowed;
    private long admitted;
    private long denied;
    private long killed;
    private long unreadNanos;
    private double unreadRequests;

    BooksTotal(long loadStartNanos) {
        this.loadStartNanos = loadStartNanos;
    }

    void add(ReplicaEvidence replica, List<LedgerSample> books) {
        LedgerSample last = books.getLast();
        replicas++;
        readings += books.size();
        created += last.created();
        expired += last.expired();
        live += last.live();
        overflowed += last.overflowed();
        admitted += last.admitted();
        denied += last.denied();
        books.stream()
                .filter(reading -> reading.answeredNanos() <= loadStartNanos)
                .reduce((earlier, later) -> later)
                .ifPresent(this::leaveOut);
        if (replica.end() instanceof ReplicaEnd.Killed(long atNanos, long inFlight)) {
            killed++;
            long gap = Math.max(0, atNanos - last.askedNanos());
            unreadNanos = Math.max(unreadNanos, gap);
            unreadRequests += inFlight + fastest(books) * gap;
        }
    }

    /** What was there before the load is not the load's. */
    private void leaveOut(LedgerSample before) {
        created -= before.created();
        expired -= before.expired();
        overflowed -= before.overflowed();
        admitted -= before.admitted();
        denied -= before.denied();
        // what was live then has expired since, and that is not the load's either
        expired -= before.live();
    }

    /** The highest rate of decisions between two readings, in requests per nanosecond. */
    private static double fastest(List<LedgerSample> books) {
        double fastest = 0;
        for (int i = 1; i < books.size(); i++) {
            LedgerSample from = books.get(i - 1);
            LedgerSample to = books.get(i);
            long decided = to.admitted() + to.denied() - from.admitted() - from.denied();
            fastest = Math.max(fastest, decided / (double) Math.max(1, to.askedNanos() - from.answeredNanos()));
        }
        return fastest;
    }

    long readings() {
        return readings;
    }

    /** The books in one sentence without its end. */
    String sentence() {
        return String.format(
                "%s of %s balance: created %s = live %s + expired %s, admitted %s, denied %s",
                count(readings, "reading", "readings"),
                count(replicas, "replica", "replicas"),
                count(created),
                count(live),
                count(expired),
                count(admitted),
                count(denied));
    }

    /**
     * Compares with what was sent.
     *
     * @param bucketForEachSubject whether a replica makes a bucket for each subject that it admits
     */
    LawResult reconcile(LawName law, SentLoad sent, boolean bucketForEachSubject) {
        long unknown = sent.answers() == null ? 0 : sent.answers().unknown();
        long missing = bucketForEachSubject ? sent.subjects() - unknown - created - overflowed : 0;
        if (sent.answers() != null) {
            long counted = admitted + denied;
            long answered = sent.answers().allowed() + sent.answers().limited();
            missing = Math.max(missing, answered - counted);
            boolean tooMany = admitted > sent.answers().allowed() + unknown
                    || denied > sent.answers().limited() + unknown;
            if (tooMany) {
                return LawResult.violated(
                        law,
                        String.format(
                                "The ledgers count %s admitted and %s denied, the generator was answered %s and %s%s.",
                                count(admitted),
                                count(denied),
                                count(sent.answers().allowed()),
                                count(sent.answers().limited()),
                                unknown == 0 ? "" : ", and " + count(unknown) + " are unknown"));
            }
        }
        if (missing <= 0) {
            String exactly = created == sent.subjects() ? ", exactly one bucket for each of " : ", for ";
            return LawResult.held(law, sentence() + exactly + count(sent.subjects(), "subject", "subjects") + " sent.");
        }
        String what = count(missing) + " of what was sent to " + count(sent.subjects(), "subject", "subjects")
                + " is in no ledger";
        if (killed == 0) {
            return LawResult.violated(law, what + ", and each replica left its last one (" + sentence() + ").");
        }
        String remainder = what + "; " + count(killed, "replica was", "replicas were")
                + " killed, up to " + duration(unreadNanos) + " after its last reading, and may have taken "
                + count((long) Math.ceil(unreadRequests)) + " with it";
        return missing <= Math.ceil(unreadRequests)
                ? LawResult.held(law, sentence() + ". " + remainder + ".")
                : LawResult.inconclusive(law, remainder + ".");
    }
}
