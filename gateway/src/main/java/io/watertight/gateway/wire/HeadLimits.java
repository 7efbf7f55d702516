package io.watertight.gateway.wire;

/**
 * How large a head may be.
 *
 * @param maxHeadBytes request line or status line and all fields, in bytes
 * @param maxTargetBytes the request target alone, in bytes
 * @param maxFields the number of field lines
 */
public record HeadLimits(int maxHeadBytes, int maxTargetBytes, int maxFields) {}
