/** Against real servers: the {@code redis-server} on the PATH, else one that a test library brings along. */
@NullMarked
package io.watertight.gateway.redis;

import org.jspecify.annotations.NullMarked;
