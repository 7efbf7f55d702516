package io.watertight.gateway.config;

/**
 * One value that breaks a rule: {@code key: value (expected: rule)}.
 *
 * @param key the key relative to the record that holds it, such as {@code keys[1].kid}
 */
record Violation(String key, String value, String expected) {

    @Override
    public String toString() {
        return key + ": " + value + " (expected: " + expected + ")";
    }
}
