package io.watertight.gateway.config;

/** How the replicas of a gateway hold a limit together. */
public enum LimiterMode implements Named {
    /** Each replica for itself: exact on one replica. */
    LOCAL("local");

    private final String text;

    LimiterMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
