package io.watertight.bench.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what, in a word or two
 * @param state how it is
 * @param finding what was found, and where it is not well what to do
 */
public record Check(String name, State state, String finding) {

    /** How it is. */
    public enum State {
        OK,
        /** Works, and could be better; or an optional thing that is not there. */
        NOTE,
        /** Something will fail: a command of the bench, or the release in its cluster. */
        BAD
    }

    static Check ok(String name, String finding) {
        return new Check(name, State.OK, finding);
    }

    static Check note(String name, String finding) {
        return new Check(name, State.NOTE, finding);
    }

    static Check bad(String name, String finding) {
        return new Check(name, State.BAD, finding);
    }
}
