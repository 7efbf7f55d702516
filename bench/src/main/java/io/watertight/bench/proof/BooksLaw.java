package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ledger as far as ledgers alone can tell: each replica's books balance at every reading, never go back, and explain each bucket
 * by an admitted request; and all together account for what the generator says it has sent, where it says so.
 */
final class BooksLaw implements Law {
    private final @Nullable SentLoad sent;
    private final String unreconciled;

    /**
     * @param sent what the generator says; null where it says nothing
     * @param unreconciled why it is not looked at where it is null, as a clause
     */
    BooksLaw(@Nullable SentLoad sent, String unreconciled) {
        this.sent = sent;
        this.unreconciled = unreconciled;
    }

    @Override
    public LawName name() {
        return LawName.LEDGER;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        List<String> unread = new ArrayList<>();
        BooksTotal total = new BooksTotal(evidence.phases().loadStartNanos());
        for (ReplicaEvidence replica : evidence.replicas()) {
            List<LedgerSample> readings = replica.ledgerReadings();
            if (readings.isEmpty()) {
                unread.add(replica.name());
                continue;
            }
            Optional<String> fault = firstFault(readings);
            if (fault.isPresent()) {
                return LawResult.violated(name(), replica.name() + " " + fault.get() + ".");
            }
            total.add(replica, readings);
        }
        if (!unread.isEmpty()) {
            return LawResult.inconclusive(
                    name(),
                    "No ledger was ever read of " + String.join(", ", unread) + ", which was ready for traffic.");
        }
        if (total.readings() == 0) {
            return LawResult.inconclusive(name(), "No ledger was read.");
        }
        if (sent == null) {
            return LawResult.held(
                    name(), total.sentence() + "; not reconciled with a generator: " + unreconciled + ".");
        }
        return total.reconcile(name(), sent, !evidence.mode().mode().usesStore());
    }

    /** The first thing that is wrong with the books of one replica, as a clause. */
    private static Optional<String> firstFault(List<LedgerSample> readings) {
        LedgerSample before = null;
        for (LedgerSample reading : readings) {
            if (!reading.balances()) {
                return Optional.of("created " + count(reading.created()) + " is not live " + count(reading.live())
                        + " + expired " + count(reading.expired()));
            }
            if (before != null && LedgerAudit.goesBack(before, reading)) {
                return Optional.of("a counter went back between " + LedgerAudit.words(before) + " and "
                        + LedgerAudit.words(reading));
            }
            // what was admitted by the time of this reading has been counted by the next
            if (before != null && before.created() > reading.admitted()) {
                return Optional.of("counts " + count(before.created()) + " buckets created by "
                        + count(reading.admitted()) + " admitted requests");
            }
            before = reading;
        }
        return Optional.empty();
    }
}
