/**
 * Processes of the bench on this machine: starting and ending them, and looking into them from outside.
 *
 * <p>{@link io.watertight.bench.cluster.ManagedProcess} is a child with an output file, a ready line and a sure end; {@link
 * io.watertight.bench.cluster.ProcessStats} reads what the kernel says of any process, {@link
 * io.watertight.bench.cluster.JvmProbe} what a JVM says of itself after a full collection, and {@link
 * io.watertight.bench.cluster.Machine} what the numbers were measured on.
 *
 * <p>Only Linux is supported. A process is only ever signalled by the handle of the child that this JVM started: never by
 * a name, and never by a number that may have been given to another process since.
 */
@NullMarked
package io.watertight.bench.cluster;

import org.jspecify.annotations.NullMarked;
