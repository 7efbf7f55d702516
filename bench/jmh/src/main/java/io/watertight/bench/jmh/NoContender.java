package io.watertight.bench.jmh;

/** Decides nothing: the floor, which is what it takes to come by a subject. */
final class NoContender implements Contender {

    @Override
    public boolean admits(Subjects subjects, long number) {
        return subjects.of(number)[0] != 0;
    }

    @Override
    public void fill(Subjects subjects, long number) {}

    @Override
    public void close() {}
}
