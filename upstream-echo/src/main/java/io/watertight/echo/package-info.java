/**
 * The upstream that stands behind a gateway under test. It answers with what it received, or with as many bytes as it is
 * asked for, and misbehaves on request: late, busy, failing, or broken off in the middle.
 *
 * <p>One request's way: {@link io.watertight.echo.EchoHandler} takes the decoded pieces of a connection one request at a time
 * and answers in order; {@link io.watertight.echo.Knobs} reads from the query what is asked for; an
 * {@link io.watertight.echo.Exchange} waits, burns CPU, and sends an {@link io.watertight.echo.AnswerBody} piece by piece, as
 * the peer takes it. Nothing here blocks an event loop, and no connection holds more memory than a small constant. This
 * package knows nothing of the other modules: any gateway can be put in front of it.
 */
@NullMarked
package io.watertight.echo;

import org.jspecify.annotations.NullMarked;
