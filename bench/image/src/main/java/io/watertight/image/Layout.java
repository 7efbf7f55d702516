package io.watertight.image;

/** Where things are in every image. */
final class Layout {
    static final String JAVA_HOME = "/opt/java";
    static final String HOME = "/opt/watertight";
    static final String JARS = HOME + "/lib";

    /** Netty's transports: where they are found as files, nothing has to be unpacked into a writable folder. */
    static final String NATIVE = HOME + "/native";

    static final String JVM_OPTIONS = HOME + "/jvm.options";
    static final String JVM_FLAGS = HOME + "/jvm.flags";
    static final String AOT_CACHE = HOME + "/watertight.aot";

    /** The only folder that anything is written to, and only by the bench. */
    static final String TEMPORARY = "/tmp";

    /** Numeric, so that {@code runAsNonRoot} can be checked without a user database; the number that distroless images use too. */
    static final String USER = "65532:65532";

    private Layout() {}
}
