package io.watertight.gateway.config;

/** Who may use a route. */
public enum Auth implements Named {
    /** Bearers of a valid token. */
    JWT("jwt"),
    /** Everybody. Without a subject there is nobody to hold to a policy. */
    NONE("none");

    private final String text;

    Auth(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
