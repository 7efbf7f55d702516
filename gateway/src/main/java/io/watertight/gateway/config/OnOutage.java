package io.watertight.gateway.config;

/** What decides while Redis does not answer. */
public enum OnOutage implements Named {
    /** Each replica enforces its share of the limit, beginning with nothing. */
    SHARE("share"),
    /** Everything is admitted. */
    OPEN("open"),
    /** Nothing is: 503 with Retry-After. */
    CLOSED("closed");

    private final String text;

    OnOutage(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
