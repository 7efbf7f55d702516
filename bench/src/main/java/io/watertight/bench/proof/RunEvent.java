package io.watertight.bench.proof;

/**
 * Something that was done to the system under test while the load was on. Immutable.
 *
 * @param what what was done, such as {@code redis-kill}
 * @param span from its beginning until its cause was gone: until the store that was killed had been started again
 * @param concernsStore whether the store may have lost its memory or have left charges unanswered
 * @param takesStoreAway whether the store does not answer meanwhile, so that replicas must have noticed
 */
public record RunEvent(String what, Span span, boolean concernsStore, boolean takesStoreAway) {}
