package io.watertight.bench.kubernetes;

import java.io.IOException;

/** The API server, or what it stands before, answered with an error. */
public final class ClusterException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    ClusterException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
