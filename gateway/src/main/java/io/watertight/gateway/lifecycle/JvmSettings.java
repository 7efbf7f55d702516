package io.watertight.gateway.lifecycle;

import java.util.Map;

/** What a gateway's process sets of the JVM and of libraries before it does anything else: properties that nobody else has set. */
final class JvmSettings {

    private static final Map<String, String> PROPERTIES = Map.of(
            // Netty fills in the stack of each 128th buffer; the tests look after every one
            "io.netty.leakDetection.level", "disabled",
            // the first event of a library makes the Flight Recorder set itself up, recording or not
            "io.netty.jfr.enabled", "false",
            "io.lettuce.core.jfr", "false",
            // Logback is set up without looking for what else might do so; SLF4J would say that it was told of it
            "slf4j.provider", LogProvider.class.getName(),
            "slf4j.internal.verbosity", "WARN",
            // what is called by reflection here is called once or twice: no reason to put a method handle together
            "jdk.reflect.useNativeAccessorOnly", "true");

    private JvmSettings() {}

    /** To be called before a logger is asked for, or anything of Netty. */
    static void apply() {
        PROPERTIES.forEach(JvmSettings::setIfUnset);
    }

    private static void setIfUnset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
