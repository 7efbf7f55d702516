package io.watertight.grafana;

/** What a panel's numbers are, as Grafana names it. */
enum Unit {
    SECONDS("s"),
    BYTES("bytes"),
    BYTES_PER_SECOND("Bps"),
    REQUESTS_PER_SECOND("reqps"),
    PER_SECOND("cps"),
    /** Of 1. */
    PART("percentunit"),
    /** Things that are counted, and CPU cores. */
    NUMBER("short"),
    /** Since 1970, in milliseconds. */
    INSTANT("dateTimeAsIso");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
