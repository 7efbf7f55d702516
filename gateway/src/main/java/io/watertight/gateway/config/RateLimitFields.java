package io.watertight.gateway.config;

/** Which response fields tell a client about its quota. */
public enum RateLimitFields implements Named {
    /** {@code RateLimit-Policy} and {@code RateLimit} of draft-ietf-httpapi-ratelimit-headers-11. */
    DRAFT_11("draft-11"),
    /** {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset}, as many older services send. */
    X_RATELIMIT("x-ratelimit"),
    OFF("off");

    private final String text;

    RateLimitFields(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
