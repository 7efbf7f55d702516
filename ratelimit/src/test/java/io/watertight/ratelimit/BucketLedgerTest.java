package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BucketLedgerTest {

    private static final SubjectKey SUBJECT = new SubjectKey(5, 5);

    private final BucketLedger books = new BucketLedger(0);

    @Test
    void countsWhatComesAndGoes() {
        books.stripe(SUBJECT).created();
        books.stripe(SUBJECT).created();
        books.stripe(SUBJECT).removed(1, true);
        books.stripe(SUBJECT).overflowed();

        assertThat(books.snapshot()).isEqualTo(new Ledger(2, 1, 1, 1)).matches(Ledger::balances);
    }

    @Test
    void aBucketThatGoesBeforeItIsFullUnbalancesThem() {
        // Given
        books.stripe(SUBJECT).created();
        // When
        books.stripe(SUBJECT).removed(1, false);
        // Then
        assertThat(books.snapshot()).isEqualTo(new Ledger(1, 0, 0, 0)).matches(ledger -> !ledger.balances());
    }

    @Test
    void rememberHowManyThereWereAtMost() {
        // Given
        SubjectKey onAnotherStripe = new SubjectKey(-1, 0);
        books.stripe(SUBJECT).created();
        books.stripe(SUBJECT).created();
        books.stripe(onAnotherStripe).created();
        // When
        books.stripe(SUBJECT).removed(1, true);
        // Then
        assertThat(books.mostLive()).isEqualTo(3);
    }

    @Test
    void theSumOfTwoIsTheSumOfTheirCounts() {
        Ledger sum = new Ledger(5, 3, 1, 2).plus(new Ledger(40, 10, 7, 30));

        assertThat(sum).isEqualTo(new Ledger(45, 13, 8, 32)).matches(Ledger::balances);
    }
}
