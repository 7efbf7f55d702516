/**
 * What is derived for the chart in {@code helm/watertight}: the schema and the table of its values from the comments of
 * {@code values.yaml}, and its copies of files that are kept elsewhere in the repository.
 *
 * <p>Nothing here is shipped or needed to install the chart, and nothing here knows Kubernetes: what a render has to be like is
 * said by the tests.
 */
@NullMarked
package io.watertight.helm;

import org.jspecify.annotations.NullMarked;
