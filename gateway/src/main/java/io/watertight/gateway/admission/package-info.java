/**
 * Whether a subject may pass now: policy, tier, limiter, and what the answer says of it.
 *
 * <p>Only subjects whose token has been verified come here, so nobody else can create a bucket. The limiter itself is the {@code ratelimit} module's; here
 * are its use and its words in HTTP.
 */
@NullMarked
package io.watertight.gateway.admission;

import org.jspecify.annotations.NullMarked;
