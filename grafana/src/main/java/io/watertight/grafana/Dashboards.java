package io.watertight.grafana;

import java.util.List;

/** All there are. */
final class Dashboards {

    private Dashboards() {}

    static List<Dashboard> all() {
        return List.of(
                GatewayDashboard.create(),
                LimitsDashboard.create(),
                AutoscalingDashboard.create(),
                JvmDashboard.create(),
                BenchDashboard.create());
    }
}
