package io.watertight.bench.compare;

import static io.watertight.bench.text.Quantities.bytes;
import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;

import io.watertight.bench.compare.Comparison.Check;
import io.watertight.bench.compare.Comparison.Growth;
import io.watertight.bench.compare.Comparison.LatencyRound;
import io.watertight.bench.compare.Comparison.LoadRound;
import io.watertight.bench.compare.Comparison.MemoryWatch;
import io.watertight.bench.compare.Comparison.PeerFacts;
import io.watertight.bench.compare.GatewayDescriptor.Limiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Makes tables of a comparison. Stateless. */
final class ComparisonTables {
    private static final String NOTHING = "–";

    private ComparisonTables() {}

    static List<Table> of(Comparison comparison) {
        List<Table> tables = new ArrayList<>();
        for (Limiter limiter : Limiter.values()) {
            List<PeerFacts> ran = comparison.peers().stream()
                    .filter(peer -> peer.absent().isEmpty() && peer.limiter() == limiter)
                    .toList();
            if (!ran.isEmpty()) {
                String where = limiter == Limiter.LOCAL ? "" : ", limits shared through a store";
                cpu(comparison, ran, where).ifPresent(tables::add);
                connections(comparison, ran, where).ifPresent(tables::add);
                saturation(comparison, ran, where).ifPresent(tables::add);
                latency(comparison, ran, where).ifPresent(tables::add);
                memory(comparison, ran, where).ifPresent(tables::add);
            }
        }
        tables.add(start(comparison));
        tables.add(preflight(comparison));
        absent(comparison).ifPresent(tables::add);
        return tables;
    }

    private static Optional<Table> cpu(Comparison comparison, List<PeerFacts> peers, String where) {
        if (comparison.cpu().isEmpty()) {
            return Optional.empty();
        }
        int connections = mainConnections(comparison);
        List<Rung> rungs = comparison.cpu().stream()
                .map(LoadRound::rung)
                .filter(rung -> rung != Rung.DIRECT)
                .distinct()
                .sorted()
                .toList();
        if (rungs.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(List.of("gateway"));
        for (Rung rung : rungs) {
            columns.add(rung.title());
            columns.add(by(comparison));
        }
        List<List<String>> rows = new ArrayList<>();
        for (PeerFacts peer : peers) {
            List<String> row = new ArrayList<>(List.of(peer.title()));
            for (Rung rung : rungs) {
                row.addAll(figureAndRatio(
                        comparison, comparison.cpu(), peer, rung, connections, LoadRound::cpuMicrosPerRequest));
            }
            rows.add(row);
        }
        return Optional.of(new Table(
                "CPU for a request" + where,
                "Microseconds of user and system time of the gateway process, median [range] of the rounds, at "
                        + count(connections, "connection", "connections") + "."
                        + upstreamAlone(comparison, connections),
                columns,
                rows));
    }

    private static String upstreamAlone(Comparison comparison, int connections) {
        List<LoadRound> direct = Rounds.of(comparison.cpu(), "", Rung.DIRECT, connections);
        if (direct.isEmpty()) {
            return "";
        }
        ToDoubleFunction<LoadRound> upstream = round -> round.upstreamCpuNanos() / 1e3 / round.requests();
        return " Asked directly, the upstream takes " + figure(Spread.of(Rounds.figures(direct, upstream)))
                + " for a request.";
    }

    private static Optional<Table> connections(Comparison comparison, List<PeerFacts> peers, String where) {
        List<Integer> numbers = new TreeSet<>(comparison.cpu().stream()
                        .filter(round -> round.rung() != Rung.DIRECT)
                        .map(LoadRound::connections)
                        .toList())
                .stream().toList();
        if (numbers.size() < 2) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(List.of("gateway", "rung"));
        for (int number : numbers) {
            columns.add(count(number, "connection", "connections"));
            columns.add(by(comparison));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Rung rung : List.of(Rung.PLAIN, Rung.LIMIT)) {
            if (comparison.cpu().stream().anyMatch(round -> round.rung() == rung)) {
                for (PeerFacts peer : peers) {
                    List<String> row = new ArrayList<>(List.of(peer.title(), rung.title()));
                    for (int number : numbers) {
                        row.addAll(figureAndRatio(
                                comparison, comparison.cpu(), peer, rung, number, LoadRound::cpuMicrosPerRequest));
                    }
                    rows.add(row);
                }
            }
        }
        return Optional.of(new Table(
                "CPU for a request, by connections" + where,
                "With many saturated connections one wake-up serves many requests; with few, hardly any.",
                columns,
                rows));
    }

    private static Optional<Table> saturation(Comparison comparison, List<PeerFacts> peers, String where) {
        if (comparison.saturation().isEmpty()) {
            return Optional.empty();
        }
        int connections = comparison.saturation().getFirst().connections();
        List<List<String>> rows = new ArrayList<>();
        for (PeerFacts peer : peers) {
            List<LoadRound> rounds = Rounds.of(comparison.saturation(), peer.name(), Rung.LIMIT, connections);
            List<String> row = new ArrayList<>(List.of(peer.title()));
            row.addAll(figureAndRatio(
                    comparison, comparison.saturation(), peer, Rung.LIMIT, connections, LoadRound::requestsPerSecond));
            row.add(rounds.isEmpty() ? NOTHING : share(Rounds.figures(rounds, LoadRound::utilisation)));
            row.add(
                    rounds.isEmpty()
                            ? NOTHING
                            : share(Rounds.figures(rounds, round -> round.clientCpuNanos() / 1e9 / round.seconds())));
            rows.add(row);
        }
        return Optional.of(new Table(
                "Saturation, + limit" + where,
                "Requests a second with the gateway on a processor of its own. Where that is not in use nearly all the"
                        + " time, the client or the upstream was the limit and the gateway could do more.",
                List.of(
                        "gateway",
                        "requests/s",
                        by(comparison),
                        "gateway's processor in use",
                        "client's use of its own"),
                rows));
    }

    private static String share(double[] shares) {
        return String.format(Locale.ROOT, "%.0f %%", Spread.of(shares).median() * 100);
    }

    private static Optional<Table> latency(Comparison comparison, List<PeerFacts> peers, String where) {
        List<List<String>> rows = new ArrayList<>();
        for (int rate : new TreeSet<>(
                comparison.latency().stream().map(LatencyRound::ratePerSecond).toList())) {
            for (PeerFacts peer : peers) {
                List<LatencyRound> rounds = comparison.latency().stream()
                        .filter(round -> round.peer().equals(peer.name()) && round.ratePerSecond() == rate)
                        .toList();
                if (!rounds.isEmpty()) {
                    rows.add(List.of(
                            count(rate) + "/s",
                            peer.title(),
                            percentile(rounds, LatencyRound::p50Micros),
                            percentile(rounds, LatencyRound::p90Micros),
                            percentile(rounds, LatencyRound::p99Micros),
                            percentile(rounds, LatencyRound::p999Micros),
                            p99Ratio(comparison, peer, rate, rounds),
                            sustained(rounds)));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "Latency at fixed rates, + limit" + where,
                        "Milliseconds from the instant a request was due, median [range] of the rounds.",
                        List.of("rate", "gateway", "p50", "p90", "p99", "p99.9", "p99 " + by(comparison), "sustained"),
                        rows));
    }

    private static String p99Ratio(Comparison comparison, PeerFacts peer, int rate, List<LatencyRound> mine) {
        List<LatencyRound> reference = comparison.latency().stream()
                .filter(round -> round.peer().equals(comparison.reference()) && round.ratePerSecond() == rate)
                .toList();
        if (peer.name().equals(comparison.reference())) {
            return "1";
        }
        return isComparable(comparison, peer, Rung.LIMIT)
                ? Rounds.ratio(mine, reference, LatencyRound::round, LatencyRound::p99Micros)
                        .map(Ratio::text)
                        .orElse(NOTHING)
                : NOTHING;
    }

    private static String percentile(List<LatencyRound> rounds, ToDoubleFunction<LatencyRound> micros) {
        return figure(Spread.of(rounds.stream()
                .mapToDouble(round -> micros.applyAsDouble(round) / 1e3)
                .toArray()));
    }

    private static String sustained(List<LatencyRound> rounds) {
        long invalid =
                rounds.stream().filter(round -> !round.invalid().isEmpty()).count();
        long otherwise = rounds.stream().mapToLong(LatencyRound::otherwise).sum();
        if (invalid > 0) {
            return "no, in " + count(invalid, "round", "rounds");
        }
        return otherwise > 0 ? "yes, " + count(otherwise) + " not answered with 200" : "yes";
    }

    private static Optional<Table> memory(Comparison comparison, List<PeerFacts> peers, String where) {
        List<List<String>> rows = new ArrayList<>();
        for (PeerFacts peer : peers) {
            for (MemoryWatch watch : comparison.memory()) {
                if (watch.peer().equals(peer.name())) {
                    rows.add(memoryRow(peer, watch));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "Memory" + where,
                        "Growth is the Theil-Sen slope over the subjects seen after the limits' window was over, with its 95 %"
                                + " interval: resident memory, or the live set of a JVM. Given back: until nine tenths of"
                                + " what it had grown by were gone, or all but 1 MiB of it.",
                        List.of(
                                "gateway",
                                "resident, idle",
                                "subjects",
                                "resident after them",
                                "live set, idle and after",
                                "kept for a subject (bytes)",
                                "law",
                                "given back"),
                        rows));
    }

    private static List<String> memoryRow(PeerFacts peer, MemoryWatch watch) {
        Growth growth = watch.growth();
        boolean jvm = watch.measure().startsWith("live");
        return List.of(
                peer.title(),
                bytes(watch.idleRssBytes()),
                count(watch.subjects()),
                bytes(watch.rssBytes()),
                jvm ? bytes(watch.idleBytes()) + ", " + bytes(watch.bytes()) : NOTHING,
                growth == null
                        ? NOTHING
                        : String.format(
                                Locale.ROOT,
                                "%.1f [%.1f, %.1f]",
                                growth.bytesPerSubject(),
                                growth.lower(),
                                growth.upper()),
                watch.finding().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                watch.giveBackSeconds() == null
                        ? "not within " + digits(watch.waitedSeconds()) + " s"
                        : digits(watch.giveBackSeconds()) + " s");
    }

    private static Table start(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        for (PeerFacts peer : comparison.peers()) {
            if (!peer.startMillis().isEmpty()) {
                rows.add(List.of(
                        peer.title(),
                        figure(Spread.of(peer.startMillis().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())),
                        peer.version()));
            }
        }
        return new Table(
                "Start",
                "Milliseconds from exec to the first answer with 200 to a good token, on a processor of its own.",
                List.of("gateway", "ms", "version"),
                rows);
    }

    private static Table preflight(Comparison comparison) {
        List<String> names = comparison.peers().stream()
                .flatMap(peer -> peer.checks().stream())
                .map(Check::name)
                .distinct()
                .toList();
        List<String> columns = new ArrayList<>(List.of("gateway"));
        columns.addAll(names);
        List<List<String>> rows = new ArrayList<>();
        for (PeerFacts peer : comparison.peers()) {
            if (!peer.checks().isEmpty()) {
                List<String> row = new ArrayList<>(List.of(peer.title()));
                for (String name : names) {
                    row.add(peer.checks().stream()
                            .filter(check -> check.name().equals(name))
                            .findFirst()
                            .map(ComparisonTables::word)
                            .orElse(NOTHING));
                }
                rows.add(row);
            }
        }
        return new Table(
                "Pre-flight",
                "Whether they do the same: a good token passes and bad ones get 401, of a subject's requests exactly the"
                        + " limit pass, one after the other and all at once, and no more around the end of a window.",
                columns,
                rows);
    }

    private static String word(Check check) {
        return switch (check.result()) {
            case PASSED -> "yes";
            case FAILED -> "NO: " + check.detail();
            case UNDECIDED -> "undecided: " + check.detail();
            case NOT_AVAILABLE -> "not available: " + check.detail();
        };
    }

    private static Optional<Table> absent(Comparison comparison) {
        List<List<String>> rows = comparison.peers().stream()
                .filter(peer -> !peer.absent().isEmpty())
                .map(peer -> List.of(
                        peer.title(), peer.absent(), peer.untried().isEmpty() ? "yes" : "no: " + peer.untried()))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table("Not run here", "", List.of("gateway", "why", "configuration tried"), rows));
    }

    private static List<String> figureAndRatio(
            Comparison comparison,
            List<LoadRound> all,
            PeerFacts peer,
            Rung rung,
            int connections,
            ToDoubleFunction<LoadRound> figure) {
        List<LoadRound> mine = Rounds.of(all, peer.name(), rung, connections);
        if (mine.isEmpty()) {
            return List.of(whyNot(peer, rung), NOTHING);
        }
        List<LoadRound> reference = Rounds.of(all, comparison.reference(), rung, connections);
        String spread = figure(Spread.of(Rounds.figures(mine, figure)));
        if (peer.name().equals(comparison.reference())) {
            return List.of(spread, "1");
        }
        return List.of(
                spread,
                isComparable(comparison, peer, rung)
                        ? Rounds.ratio(mine, reference, LoadRound::round, figure)
                                .map(Ratio::text)
                                .orElse(NOTHING)
                        : NOTHING);
    }

    /** A limit in the process and one in a store are not the same work; below the limit, all do the same. */
    private static boolean isComparable(Comparison comparison, PeerFacts peer, Rung rung) {
        return rung.compareTo(Rung.LIMIT) < 0
                || comparison.peers().stream()
                        .anyMatch(other ->
                                other.name().equals(comparison.reference()) && other.limiter() == peer.limiter());
    }

    private static String whyNot(PeerFacts peer, Rung rung) {
        String decisive = switch (rung) {
            case DIRECT, PLAIN -> Preflight.FORWARDS;
            case JWT -> Preflight.BAD_TOKENS;
            case LIMIT, ROLLING -> Preflight.LIMIT;
        };
        return peer.checks().stream()
                .filter(check -> check.name().equals(decisive))
                .findFirst()
                .map(check -> switch (check.result()) {
                    case PASSED -> NOTHING;
                    case FAILED -> "not the same policy";
                    case UNDECIDED -> "policy undecided";
                    case NOT_AVAILABLE -> "not available";
                })
                .orElse(NOTHING);
    }

    private static String by(Comparison comparison) {
        return comparison.peers().stream()
                .filter(peer -> peer.name().equals(comparison.reference()))
                .findFirst()
                .map(peer -> "of " + peer.title())
                .orElse("ratio");
    }

    private static int mainConnections(Comparison comparison) {
        return comparison.saturation().isEmpty()
                ? comparison.cpu().getFirst().connections()
                : comparison.saturation().getFirst().connections();
    }

    private static String figure(Spread spread) {
        return spread.rounds() == 1
                ? digits(spread.median())
                : digits(spread.median()) + " [" + digits(spread.least()) + ", " + digits(spread.greatest()) + "]";
    }
}
