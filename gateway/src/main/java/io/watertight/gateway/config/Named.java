package io.watertight.gateway.config;

/** A choice of the configuration file: an enum whose constants have a name there. */
interface Named {

    /** The name in the file; case matters. */
    String text();
}
