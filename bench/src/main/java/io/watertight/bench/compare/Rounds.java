package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.LoadRound;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

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

    /** One contestant's figure by another's, of each round that both have; empty if they have none in common. */
    static <T> Optional<Ratio> ratio(
            List<T> mine, List<T> reference, ToIntFunction<T> number, ToDoubleFunction<T> figure) {
        Map<Integer, Double> byRound = new HashMap<>();
        reference.forEach(round -> byRound.put(number.applyAsInt(round), figure.applyAsDouble(round)));
        List<T> common = mine.stream()
                .filter(round -> byRound.containsKey(number.applyAsInt(round)))
                .toList();
        return common.isEmpty()
                ? Optional.empty()
                : Optional.of(Ratio.of(
                        common.stream().mapToDouble(figure).toArray(),
                        common.stream()
                                .mapToDouble(round -> byRound.getOrDefault(number.applyAsInt(round), Double.NaN))
                                .toArray()));
    }
}
