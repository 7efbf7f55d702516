/**
 * The gateway's configuration: one YAML file read into immutable records.
 *
 * <p>Three steps, each knowing nothing of the next. {@link io.watertight.gateway.config.YamlTree} turns text into a
 * tree of scalars, lists and mappings, refusing what YAML allows and a configuration does not need (aliases, tags,
 * repeated keys). {@link io.watertight.gateway.config.ConfigReader} turns the tree into records, field by field. The
 * records hold the rules of the values in their constructors, so a configuration that exists is a valid one, wherever
 * it came from. Every mistake found on the way is collected and all are reported at once, in one grammar: {@code
 * gateway.yaml: policies.default.burst: 0 (expected: >= 1)}.
 *
 * <p>Nothing here opens a socket, starts a limiter or knows Netty. The one thread is that of
 * {@link io.watertight.gateway.config.ConfigWatcher}.
 */
@NullMarked
package io.watertight.gateway.config;

import org.jspecify.annotations.NullMarked;
