package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.config.Cidr;
import io.watertight.gateway.wire.FieldName;
import io.watertight.gateway.wire.Fields;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forwarded request says of the way it came: Via, X-Forwarded-For, -Proto, -Host and the trace context. What a peer says of that itself counts only
 * where the peer is a trusted proxy; then our own address is appended to its list. One per connection; {@link #select} comes before {@link #write}.
 */
final class PeerFields {

    private static final byte[] X_FORWARDED_HOST = "X-Forwarded-Host: ".getBytes(US_ASCII);
    private static final byte[] X_FORWARDED_PROTO = "X-Forwarded-Proto: http\r\n".getBytes(US_ASCII);

    private static final byte[] VIA_HTTP_1_1 = "Via: 1.1 watertight\r\n".getBytes(US_ASCII);
    private static final byte[] VIA_HTTP_1_0 = "Via: 1.0 watertight\r\n".getBytes(US_ASCII);

    private final @Nullable InetAddress peer;
    private final byte[] forwardedFor;
    private @Nullable List<Cidr> trustedProxies;
    private boolean trusted;
    private boolean startsTrace;

    PeerFields(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress inet ? inet.getAddress() : null;
        this.peer = address;
        String shown = address == null ? "unknown" : address.getHostAddress();
        int zone = shown.indexOf('%');
        this.forwardedFor =
                ("X-Forwarded-For: " + (zone < 0 ? shown : shown.substring(0, zone)) + "\r\n").getBytes(US_ASCII);
    }

    void write(RequestHead head, HeadWriter out) {
        Fields fields = head.fields();
        out.write(head.isHttp11() ? VIA_HTTP_1_1 : VIA_HTTP_1_0).write(forwardedFor);
        if (!trusted || fields.find(FieldName.X_FORWARDED_PROTO, 0) < 0) {
            out.write(X_FORWARDED_PROTO);
        }
        if (!trusted || fields.find(FieldName.X_FORWARDED_HOST, 0) < 0) {
            out.write(X_FORWARDED_HOST)
                    .write(head.bytes(), head.hostStart(), head.hostEnd() - head.hostStart())
                    .crlf();
        }
        if (startsTrace) {
            TraceContext.writeNew(out);
        }
    }

    /** Decides which fields of the client's own are forwarded, by whom is trusted now; before {@link RequestHead#writeForwarded}. */
    void select(RequestHead head, List<Cidr> trustedNow) {
        if (!trustedNow.equals(trustedProxies)) {
            trustedProxies = trustedNow;
            trusted = isIn(trustedNow);
        }
        if (!trusted) {
            Fields fields = head.fields();
            fields.drop(FieldName.X_FORWARDED_FOR);
            fields.drop(FieldName.X_FORWARDED_PROTO);
            fields.drop(FieldName.X_FORWARDED_HOST);
            fields.drop(FieldName.X_FORWARDED);
            fields.drop(FieldName.X_REAL_IP);
            fields.drop(FieldName.FORWARDED);
        }
        startsTrace = !TraceContext.isCarriedOn(head);
        if (startsTrace) {
            head.fields().drop(FieldName.TRACEPARENT);
            head.fields().drop(FieldName.TRACESTATE);
        }
    }

    private boolean isIn(List<Cidr> blocks) {
        InetAddress address = peer;
        return address != null && blocks.stream().anyMatch(block -> block.contains(address));
    }
}
