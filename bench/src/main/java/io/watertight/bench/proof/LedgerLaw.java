package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ledger: each replica's books balance at every reading and never go back, and their totals are those of the generator.
 * A replica that was killed left no last reading; what it did after the one before is bounded and named.
 */
final class LedgerLaw implements Law {
    @Override
    public LawName name() {
        return LawName.LEDGER;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        boolean bucketForEachSubject = !evidence.mode().mode().usesStore();
        Fleet fleet = new Fleet(bucketForEachSubject);
        List<String> faults = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (ReplicaEvidence replica : evidence.replicas()) {
            if (replica.ledgerReadings().isEmpty()) {
                if (replica.end() instanceof ReplicaEnd.Killed) {
                    fleet.addUnread(replica);
                } else if (replica.subjects() > 0) {
                    unread.add(replica.name());
                }
                continue;
            }
            LedgerAudit audit = new LedgerAudit(replica, bucketForEachSubject);
            Optional<String> fault = audit.firstFault();
            fault.ifPresent(clause -> faults.add(replica.name() + " " + clause));
            if (audit.settlementMissing()) {
                unread.add(replica.name());
            }
            fleet.add(replica, audit);
        }
        if (!faults.isEmpty()) {
            String others = faults.size() == 1 ? "" : "; so do " + count(faults.size() - 1L) + " more";
            return LawResult.violated(name(), faults.getFirst() + others + ".");
        }
        if (!unread.isEmpty()) {
            return LawResult.inconclusive(
                    name(), "No ledger was read after the last decision of " + String.join(", ", unread) + ".");
        }
        return LawResult.held(name(), fleet.sentence(evidence.load().distinctSubjects()));
    }

    /** The sum of all last readings. */
    private static final class Fleet {
        private final boolean bucketForEachSubject;
        private long replicas;
        private long readings;
        private long created;
        private long expired;
        private long live;
        private long subjectsAdmitted;
        private long admitted;
        private long unaccounted;

        private Fleet(boolean bucketForEachSubject) {
            this.bucketForEachSubject = bucketForEachSubject;
        }

        private void add(ReplicaEvidence replica, LedgerAudit audit) {
            replicas++;
            readings += replica.ledgerReadings().size();
            created += audit.last().created();
            expired += audit.last().expired();
            live += audit.last().live();
            subjectsAdmitted += replica.totals().subjectsAdmitted();
            admitted += replica.admitted();
            unaccounted += audit.unaccounted();
        }

        /** Killed before it could be asked: nothing accounts for what it decided. */
        private void addUnread(ReplicaEvidence replica) {
            unaccounted += replica.unaccounted();
        }

        private String sentence(long distinctSent) {
            String fit = !bucketForEachSubject
                    ? "of leases and fallbacks"
                    : created == subjectsAdmitted
                            ? "exactly one for each distinct subject admitted by each replica"
                            : "between the " + count(subjectsAdmitted) + " distinct subjects and the " + count(admitted)
                                    + " requests admitted by the replicas";
            String rest = unaccounted == 0
                    ? ""
                    : "; " + count(unaccounted, "decision of a killed replica is", "decisions of killed replicas are")
                            + " in no reading";
            return String.format(
                    "%s of %s balance: created %s = live %s + expired %s, %s, for %s sent%s.",
                    count(readings, "reading", "readings"),
                    count(replicas, "replica", "replicas"),
                    count(created),
                    count(live),
                    count(expired),
                    fit,
                    count(distinctSent, "subject", "subjects"),
                    rest);
        }
    }
}
