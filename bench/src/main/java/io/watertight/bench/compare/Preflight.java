package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.Check;
import io.watertight.bench.compare.Comparison.Check.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out whether a gateway enforces the policy that its numbers are to be compared under. Every request has a subject of its
 * own choosing, so that a pre-flight can be made at any time. Not thread-safe.
 */
final class Preflight {
    /** The checks that decide which rungs are measured. */
    static final String FORWARDS = "forwards";

    static final String BAD_TOKENS = "bad tokens";
    static final String LIMIT = "limit " + Setup.STRICT;

    private static final AtomicInteger SUBJECTS = new AtomicInteger();
    private static final int WARM_UP = 50;
    private static final int ATTEMPTS = 8;
    private static final int HAMMER = Setup.STRICT + 5;
    private static final int AT_ONCE = 3 * Setup.STRICT;

    private final Map<Entrance, Address> entrances;
    private final Map<String, String> unavailable;
    private final Tokens tokens;
    private final long windowNanos;
    private final List<Check> checks = new ArrayList<>();
    private final Set<Entrance> unfit = new HashSet<>();

    private Preflight(
            Map<Entrance, Address> entrances, Map<String, String> unavailable, Tokens tokens, int windowSeconds) {
        this.entrances = entrances;
        this.unavailable = unavailable;
        this.tokens = tokens;
        this.windowNanos = windowSeconds * 1_000_000_000L;
    }

    /**
     * Takes some seconds, and once the limits' window.
     *
     * @param entrances where the gateway's are
     * @param unavailable why it has not got the others, by {@link Entrance#key}
     */
    static Preflight of(
            Map<Entrance, Address> entrances, Map<String, String> unavailable, Tokens tokens, int windowSeconds)
            throws InterruptedException {
        Preflight preflight = new Preflight(entrances, unavailable, tokens, windowSeconds);
        preflight.run();
        return preflight;
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Whether requests that enter there pass what they should. */
    boolean isFit(Entrance entrance) {
        return entrances.containsKey(entrance) && !unfit.contains(entrance);
    }

    private void run() throws InterruptedException {
        check(FORWARDS, Entrance.PLAIN, List.of(Entrance.PLAIN), this::forwards);
        check(BAD_TOKENS, Entrance.JWT, List.of(Entrance.JWT, Entrance.LIMIT, Entrance.STRICT), this::badTokens);
        check(LIMIT, Entrance.STRICT, List.of(Entrance.LIMIT, Entrance.STRICT), this::inTurn);
        check("another subject", Entrance.STRICT, List.of(Entrance.LIMIT, Entrance.STRICT), this::another);
        check("at once", Entrance.STRICT, List.of(), this::atOnce);
        check("around a window's end", Entrance.STRICT, List.of(), this::aroundTheEnd);
    }

    /** Permits came back while it was looked at, each time. */
    private static final class TooSlowException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** What is looked at: empty if it is as it should be, else what it is. */
    @FunctionalInterface
    private interface Question {
        Optional<String> ask(Address address) throws IOException, InterruptedException;
    }

    private void check(String name, Entrance entrance, List<Entrance> unfitOtherwise, Question question)
            throws InterruptedException {
        Address address = entrances.get(entrance);
        if (address == null) {
            checks.add(new Check(name, Result.NOT_AVAILABLE, unavailable.getOrDefault(entrance.key(), "")));
            return;
        }
        Check check = ask(name, address, question);
        checks.add(check);
        if (check.result() != Result.PASSED) {
            unfit.addAll(unfitOtherwise);
        }
    }

    private static Check ask(String name, Address address, Question question) throws InterruptedException {
        try {
            return question.ask(address)
                    .map(wrong -> new Check(name, Result.FAILED, wrong))
                    .orElse(new Check(name, Result.PASSED, ""));
        } catch (TooSlowException e) {
            return new Check(name, Result.UNDECIDED, "the requests took longer than a permit takes to come back");
        } catch (IOException e) {
            return new Check(name, Result.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> forwards(Address address) throws IOException {
        return expect(200, Probe.status(address, ""), "without a token");
    }

    private Optional<String> badTokens(Address address) throws IOException {
        String subject = newSubject();
        return expect(200, Probe.status(address, tokens.good(subject)), "a good token")
                .or(() -> answer(401, address, "", "no token"))
                .or(() -> answer(401, address, tokens.signedByAnother(subject), "a token signed with another key"))
                .or(() -> answer(401, address, tokens.expired(subject), "an expired token"))
                .or(() -> answer(401, address, tokens.unsigned(subject), "a token with alg none"))
                .or(() -> answer(401, address, "nonsense", "no token at all in the field"));
    }

    private static Optional<String> answer(int expected, Address address, String token, String what) {
        try {
            return expect(expected, Probe.status(address, token), what);
        } catch (IOException e) {
            return Optional.of(what + ": " + e.getMessage());
        }
    }

    /** One request after the other, fast enough that no permit comes back meanwhile. */
    private Optional<String> inTurn(Address address) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            Probe.status(address, tokens.good(newSubject()));
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String token = tokens.good(newSubject());
            long start = System.nanoTime();
            int passed = 0;
            boolean inOrder = true;
            for (int i = 0; i < HAMMER; i++) {
                int status = Probe.status(address, token);
                if (status != 200 && status != 429) {
                    return Optional.of("answered with " + status);
                }
                passed += status == 200 ? 1 : 0;
                inOrder &= (status == 200) == (i < Setup.STRICT);
            }
            if (System.nanoTime() - start < windowNanos / Setup.STRICT) {
                return passed == Setup.STRICT && inOrder
                        ? Optional.empty()
                        : Optional.of(passed + " of " + HAMMER + " passed, not the first " + Setup.STRICT);
            }
        }
        throw new TooSlowException();
    }

    private Optional<String> another(Address address) throws IOException {
        String exhausted = tokens.good(newSubject());
        for (int i = 0; i < HAMMER; i++) {
            Probe.status(address, exhausted);
        }
        return expect(200, Probe.status(address, tokens.good(newSubject())), "another subject after it");
    }

    /** Many at once: a counter that is read and written in two steps lets more pass. */
    private Optional<String> atOnce(Address address) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String token = tokens.good(newSubject());
            long start = System.nanoTime();
            int passed = passedAtOnce(address, token, AT_ONCE);
            if (System.nanoTime() - start < windowNanos / Setup.STRICT) {
                return passed == Setup.STRICT
                        ? Optional.empty()
                        : Optional.of(passed + " of " + AT_ONCE + " requests at once passed, not " + Setup.STRICT);
            }
        }
        throw new TooSlowException();
    }

    /**
     * One request, then the rest of the limit just before a window that began with the first is over, and as many just after:
     * in any stretch of time w, no more than the limit and what came back in w should pass.
     */
    private Optional<String> aroundTheEnd(Address address) throws IOException, InterruptedException {
        String token = tokens.good(newSubject());
        long start = System.nanoTime();
        long margin = Math.min(windowNanos / Setup.STRICT / 3, 300_000_000);
        Probe.status(address, token);
        sleepUntil(start + windowNanos - margin);
        long from = System.nanoTime();
        int passed = passedAtOnce(address, token, Setup.STRICT - 1);
        sleepUntil(start + windowNanos + margin);
        passed += passedAtOnce(address, token, Setup.STRICT);
        long most = Setup.STRICT + (System.nanoTime() - from) * Setup.STRICT / windowNanos;
        return passed <= most
                ? Optional.empty()
                : Optional.of(passed + " passed within " + (System.nanoTime() - from) / 1_000_000
                        + " ms, where the limit allows " + most);
    }

    private static int passedAtOnce(Address address, String token, int requests)
            throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> request = () -> Probe.status(address, token);
            int passed = 0;
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(requests, request))) {
                passed += status.get() == 200 ? 1 : 0;
            }
            return passed;
        } catch (ExecutionException e) {
            throw new IOException("one of " + requests + " requests at once: " + e.getCause(), e);
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private static Optional<String> expect(int expected, int status, String what) {
        return status == expected
                ? Optional.empty()
                : Optional.of(what + ": " + status + " (expected: " + expected + ")");
    }

    private static String newSubject() {
        return "preflight-" + SUBJECTS.incrementAndGet();
    }
}
