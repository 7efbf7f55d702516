package io.watertight.gateway.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of one connection, one at a time: the next is read when the answer has gone out. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
    private static final String ALLOW = "GET, HEAD";

    private final AdminPages pages;

    /** A request has been asked for and has not come. */
    private boolean waiting;

    /** An answer has not gone out completely. */
    private boolean answering;

    AdminHandler(AdminPages pages) {
        this.pages = pages;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        readNext(context);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        waiting = false;
        answering = true;
        DecoderResult decoded = request.decoderResult();
        if (decoded.isFailure()) {
            send(context, Page.text(statusOf(decoded.cause()), "not a request for this port"))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            send(context, answer(request)).addListener(sent -> {
                answering = false;
                readNext(context);
            });
        }
    }

    /** The flow control in front of this takes the end of a read for its answer, even if no request came of it. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        waiting = false;
        if (!answering) {
            readNext(context);
        }
    }

    private void readNext(ChannelHandlerContext context) {
        if (!waiting) {
            waiting = true;
            context.read();
        }
    }

    /** A connection that breaks is closed; there is nobody left to answer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private Page answer(FullHttpRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        Supplier<Page> page = pages.find(query < 0 ? target : target.substring(0, query));
        if (page == null) {
            return Page.text(HttpResponseStatus.NOT_FOUND, "not found, see /");
        }
        HttpMethod method = request.method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return Page.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "method not allowed");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("target", target).log("admin page failed");
            return Page.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed, see the log");
        }
    }

    /** The codec leaves out the body where the request was HEAD. */
    private static ChannelFuture send(ChannelHandlerContext context, Page page) {
        ByteBuf body = ByteBufUtil.writeUtf8(context.alloc(), page.body());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, page.status(), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        if (page.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, ALLOW);
        }
        return context.writeAndFlush(response);
    }

    private static HttpResponseStatus statusOf(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }
}
