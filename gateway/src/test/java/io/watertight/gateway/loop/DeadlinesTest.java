package io.watertight.gateway.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();
    private final List<String> ran = new ArrayList<>();

    private Deadlines.Deadline named(String name) {
        return deadlines.add(() -> ran.add(name));
    }

    @Test
    void runs_what_has_passed_once() {
        named("never set");
        named("now").set(100);
        named("before").set(99);
        named("later").set(101);

        deadlines.runPassed(100);
        deadlines.runPassed(100);

        assertThat(ran).containsExactlyInAnyOrder("now", "before");
    }

    @Test
    void one_that_fails_runs_again_and_holds_nobody_else_up() {
        int[] tries = new int[1];
        named("before").set(100);
        deadlines
                .add(() -> {
                    if (tries[0]++ == 0) {
                        throw new OutOfMemoryError("as tests have it");
                    }
                })
                .set(100);
        named("behind").set(100);

        deadlines.runPassed(100);
        deadlines.runPassed(101);
        deadlines.runPassed(102);

        assertThat(ran).containsExactlyInAnyOrder("before", "behind");
        assertThat(tries[0]).isEqualTo(2);
    }

    @Test
    void a_deadline_that_was_moved_or_cleared_does_not_run_at_its_old_time() {
        Deadlines.Deadline moved = named("moved");
        moved.set(100);
        moved.set(200);
        Deadlines.Deadline cleared = named("cleared");
        cleared.set(100);
        cleared.set(Deadlines.NEVER);

        deadlines.runPassed(100);
        assertThat(ran).isEmpty();
        deadlines.runPassed(200);

        assertThat(ran).containsExactly("moved");
    }

    @Test
    void the_clock_may_pass_its_largest_value() {
        named("behind the turn").set(Long.MIN_VALUE + 5);

        deadlines.runPassed(Long.MAX_VALUE - 5);
        assertThat(ran).isEmpty();
        deadlines.runPassed(Long.MIN_VALUE + 6);

        assertThat(ran).containsExactly("behind the turn");
    }

    @Test
    void actions_may_set_remove_and_add_deadlines() {
        Deadlines.Deadline[] others = new Deadlines.Deadline[3];
        for (int i = 0; i < others.length; i++) {
            others[i] = named("other " + i);
        }
        Deadlines.Deadline removing = deadlines.add(() -> {
            ran.add("removing");
            others[0].remove();
            named("new").set(0);
        });
        Deadlines.Deadline[] again = new Deadlines.Deadline[1];
        again[0] = deadlines.add(() -> {
            ran.add("again");
            again[0].set(300);
        });
        others[0].set(300);
        removing.set(100);
        again[0].set(100);

        deadlines.runPassed(100);
        assertThat(ran).containsExactlyInAnyOrder("removing", "again");
        ran.clear();
        deadlines.runPassed(300);

        assertThat(ran).containsExactlyInAnyOrder("again", "new");
    }

    @Test
    void behaves_as_a_set_of_single_timers() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<Deadlines.Deadline> live = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> fired = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            String name = "number " + step;
            switch (random.nextInt(4)) {
                case 0 -> {
                    live.add(deadlines.add(() -> fired.add(name)));
                    times.add(Deadlines.NEVER);
                    names.add(name);
                }
                case 1 -> {
                    if (!live.isEmpty()) {
                        int index = random.nextInt(live.size());
                        times.set(index, now + random.nextInt(50));
                        live.get(index).set(times.get(index));
                    }
                }
                case 2 -> {
                    if (!live.isEmpty()) {
                        int index = random.nextInt(live.size());
                        live.remove(index).remove();
                        times.remove(index);
                        names.subList(index, index + 1).clear();
                    }
                }
                default -> {
                    now += random.nextInt(20);
                    List<String> due = new ArrayList<>();
                    for (int i = 0; i < times.size(); i++) {
                        if (times.get(i) <= now) {
                            due.add(names.get(i));
                            times.set(i, Deadlines.NEVER);
                        }
                    }
                    fired.clear();
                    deadlines.runPassed(now);
                    assertThat(fired).as("step %d, seed %d", step, seed).containsExactlyInAnyOrderElementsOf(due);
                }
            }
        }
    }

    @Test
    void removing_twice_takes_no_other_away() {
        Deadlines.Deadline removed = named("removed");
        Deadlines.Deadline kept = named("kept");
        removed.set(1);
        kept.set(1);
        removed.remove();

        removed.remove();
        deadlines.runPassed(1);

        assertThat(ran).containsExactly("kept");
    }
}
