@NullMarked
package io.watertight.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
