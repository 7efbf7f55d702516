package io.watertight.image;

/** A processor that images are made for, by the names that others have for it. */
enum Architecture {
    AMD64("amd64", "x86_64"),
    ARM64("arm64", "aarch_64");

    private final String oci;
    private final String netty;

    Architecture(String oci, String netty) {
        this.oci = oci;
        this.netty = netty;
    }

    /** In an image's configuration. */
    String oci() {
        return oci;
    }

    /** At the end of the names of Netty's shared objects. */
    String netty() {
        return netty;
    }

    @Override
    public String toString() {
        return oci;
    }
}
