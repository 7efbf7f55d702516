package io.watertight.gateway.lifecycle;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.watertight.gateway.config.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel's way to sockets that is used, and its classes. */
enum NativeTransport {
    IO_URING("io_uring", IoUringServerSocketChannel.class, IoUringSocketChannel.class) {
        @Override
        IoHandlerFactory newIoHandler() {
            return IoUringIoHandler.newFactory();
        }
    },
    EPOLL("epoll", EpollServerSocketChannel.class, EpollSocketChannel.class) {
        @Override
        IoHandlerFactory newIoHandler() {
            return EpollIoHandler.newFactory();
        }
    },
    NIO("nio", NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        IoHandlerFactory newIoHandler() {
            return NioIoHandler.newFactory();
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger(NativeTransport.class);

    private final String text;
    private final Class<? extends ServerSocketChannel> serverChannel;
    private final Class<? extends SocketChannel> clientChannel;

    NativeTransport(
            String text,
            Class<? extends ServerSocketChannel> serverChannel,
            Class<? extends SocketChannel> clientChannel) {
        this.text = text;
        this.serverChannel = serverChannel;
        this.clientChannel = clientChannel;
    }

    abstract IoHandlerFactory newIoHandler();

    Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    Class<? extends SocketChannel> clientChannel() {
        return clientChannel;
    }

    /** The name in configuration and logs. */
    String text() {
        return text;
    }

    /**
     * The transport that was asked for. {@link Transport#AUTO} takes the best that this kernel and container allow, and logs why it is not the first choice.
     *
     * @throws StartException if one was asked for by name and is not to be had here
     */
    static NativeTransport of(Transport wanted) {
        return switch (wanted) {
            case AUTO -> best();
            case IO_URING -> {
                require(
                        IoUring.isAvailable(),
                        "io_uring",
                        IoUring.isAvailable() ? null : IoUring.unavailabilityCause());
                yield IO_URING;
            }
            case EPOLL -> {
                require(Epoll.isAvailable(), "epoll", Epoll.isAvailable() ? null : Epoll.unavailabilityCause());
                yield EPOLL;
            }
            case NIO -> NIO;
        };
    }

    private static NativeTransport best() {
        if (IoUring.isAvailable()) {
            return IO_URING;
        }
        NativeTransport next = Epoll.isAvailable() ? EPOLL : NIO;
        LOG.atInfo()
                .setMessage("io_uring is not available here")
                .addKeyValue("instead", next.text)
                .addKeyValue("cause", rootMessage(IoUring.unavailabilityCause()))
                .log();
        return next;
    }

    private static void require(boolean available, String name, @Nullable Throwable cause) {
        if (!available) {
            throw new StartException("transport: " + name + " (not available here: " + rootMessage(cause)
                    + "; use auto, or one that is)");
        }
    }

    private static String rootMessage(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "unknown" : String.valueOf(root.getMessage());
    }
}
