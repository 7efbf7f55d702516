/**
 * A gateway that Helm has put on a cluster: how it is reached, what it is made of there, and how its ledgers are collected.
 *
 * <p>The cluster is only read. A kubeconfig, its contexts and credentials are the client library's business; answers of the API
 * are read as JSON trees, so that an object of a newer version is no error. What is judged of it is judged in {@link
 * io.watertight.bench.proof}, and what is to be mended is told by {@link io.watertight.bench.doctor}.
 */
@NullMarked
package io.watertight.bench.kubernetes;

import org.jspecify.annotations.NullMarked;
