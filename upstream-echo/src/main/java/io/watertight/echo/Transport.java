package io.watertight.echo;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Locale;

/** How the kernel is asked for readiness. {@link #AUTO} is epoll where it can be loaded, else NIO. */
public enum Transport {
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    /** The transport to use: this one, or for {@link #AUTO} the one chosen. */
    Transport resolve() {
        return this == AUTO ? (Epoll.isAvailable() ? EPOLL : NIO) : this;
    }

    /** @throws IllegalStateException if this machine cannot do it */
    IoHandlerFactory newHandlerFactory() {
        return switch (resolve()) {
            case IO_URING -> {
                requireAvailable(IoUring.isAvailable(), IoUring.unavailabilityCause());
                yield IoUringIoHandler.newFactory();
            }
            case EPOLL -> {
                requireAvailable(Epoll.isAvailable(), Epoll.unavailabilityCause());
                yield EpollIoHandler.newFactory();
            }
            default -> NioIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (resolve()) {
            case IO_URING -> IoUringServerSocketChannel.class;
            case EPOLL -> EpollServerSocketChannel.class;
            default -> NioServerSocketChannel.class;
        };
    }

    /** As it is written on the command line: {@code io_uring}, {@code epoll}, {@code nio}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private void requireAvailable(boolean available, Throwable cause) {
        if (!available) {
            throw new IllegalStateException(
                    "transport " + this + " is not available here: " + rootMessage(cause), cause);
        }
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
