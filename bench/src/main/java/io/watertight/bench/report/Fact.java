package io.watertight.bench.report;

/**
 * A name and a value, as they are shown.
 *
 * @param name such as {@code Kernel}
 * @param value such as {@code Linux 6.18}
 */
public record Fact(String name, String value) {}
