package io.watertight.bench.proof;

/** The laws of the guarantees, in the order in which they are reported. */
public enum LawName {
    ADMISSION(
            "Admission",
            "No subject is admitted more than b + floor(rho*w) times, and the mode's slack, in any window of length w"),
    NO_FALSE_DENIAL("No false denial", "No request is denied that an exact limiter would have admitted"),
    POPULATION(
            "Population",
            "Live buckets never exceed the distinct subjects whose bucket is not yet full, at any sample"),
    DRAIN("Drain", "No bucket is left D + delta after the last admission"),
    LEDGER("Ledger", "Buckets created = live + expired, and the ledger's totals are those of the generator"),
    MEMORY("Memory", "The live set after GC does not grow with the subjects seen, and returns after the drain"),
    NOTHING_DROPPED("Nothing dropped", "Every request sent gets an expected answer"),
    /** Judged in share mode alone; where decisions are seen, once shares had time to settle. */
    SHARE("Share", "The shares that all replicas claim at one time never add up to more than the whole limit");

    private final String title;
    private final String statement;

    LawName(String title, String statement) {
        this.title = title;
        this.statement = statement;
    }

    /** The law's name, for people. */
    public String title() {
        return title;
    }

    /** What the law says, in one clause. */
    public String statement() {
        return statement;
    }
}
