package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.LoadRound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Looks up rounds of a kind. Stateless. */
final class Rounds {
    private Rounds() {}

    /** Who comes when in a round: each begins with another one, so that none always comes after the same. */
    static <T> List<T> inOrder(int round, List<T> contestants) {
        List<T> order = new ArrayList<>(contestants);
        Collections.rotate(order, -round);
        return order;
    }

    /** One contestant's, in their order. */
    static List<LoadRound> of(List<LoadRound> all, String peer, Rung rung, int connections) {
        return all.stream()
                .filter(round -> round.peer().equals(peer)
                        && round.rung() == rung
                        && round.connections() == connections
                        && round.requests() > 0)
                .sorted(Comparator.comparingInt(LoadRound::round))
                .toList();
    }

    /** A figure of them. */
    static double[] figures(List<LoadRound> rounds, ToDoubleFunction<LoadRound> figure) {
        return rounds.stream().mapToDouble(figure).toArray();
    }

    /** One contestant's figure by another's; empty if they have not the same rounds. */
    static Optional<Ratio> ratio(List<LoadRound> mine, List<LoadRound> reference, ToDoubleFunction<LoadRound> figure) {
        return mine.isEmpty() || mine.size() != reference.size()
                ? Optional.empty()
                : Optional.of(Ratio.of(figures(mine, figure), figures(reference, figure)));
    }
}
