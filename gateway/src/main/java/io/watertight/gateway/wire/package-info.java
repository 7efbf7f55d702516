/**
 * HTTP/1.1 messages as bytes: one-pass readers of heads and bodies that are strict by construction, and the writer of heads.
 *
 * <p>What lives here knows bytes and RFC 9110/9112, and neither channels nor routes nor tokens. A head that a reader has accepted may be forwarded by
 * copying the very bytes that were checked; nothing is accepted that two parsers could read in two ways.
 */
@NullMarked
package io.watertight.gateway.wire;

import org.jspecify.annotations.NullMarked;
