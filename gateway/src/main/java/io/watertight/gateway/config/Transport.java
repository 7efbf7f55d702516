package io.watertight.gateway.config;

/** How the gateway does its socket I/O. */
public enum Transport implements Named {
    /** The best that this machine offers: io_uring, else epoll, else NIO. */
    AUTO("auto"),
    IO_URING("io_uring"),
    EPOLL("epoll"),
    NIO("nio");

    private final String text;

    Transport(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
