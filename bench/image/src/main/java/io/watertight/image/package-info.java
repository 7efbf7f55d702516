/**
 * Writes the container images: the gateway, the echo upstream and the bench, each as a tar that {@code docker load}, podman and skopeo read. What goes in (a base, a Java
 * runtime, jars, an ahead-of-time cache) is made before, by {@code bench/image/build.sh}; the same input gives the same bytes.
 *
 * <p>Jib lays out the tars. No registry and no engine is spoken to, and nothing here decides what the processes do: no application code lives here.
 */
@NullMarked
package io.watertight.image;

import org.jspecify.annotations.NullMarked;
