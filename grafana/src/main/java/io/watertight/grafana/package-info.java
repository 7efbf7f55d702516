/**
 * The dashboards, as code: what is shown, in which unit and why, and how that becomes the JSON that Grafana reads.
 *
 * <p>The JSON files beside this module's sources are written from here and kept in the repository, because that is what people import and charts mount; a
 * test compares them. Rules and alerts are not written from here: they are YAML that people read and edit. Nothing here talks to Grafana or Prometheus.
 */
@NullMarked
package io.watertight.grafana;

import org.jspecify.annotations.NullMarked;
