package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever our gate lets through, Netty's codec, as lenient as servers are, reads in the same way: method, target, fields, body, and where the next message
 * begins. What only Netty accepts is not looked at. {@code -Dwatertight.differential.cases} and {@code .seed} run more, or the same again.
 */
class HeadDifferentialTest {

    private static final int CASES = Integer.getInteger("watertight.differential.cases", 20_000);

    /** One message as a parser sees it. */
    private record Message(String method, String target, List<String> fields, String body) {}

    @Test
    void netty_reads_every_accepted_message_as_we_do() {
        long seed = Long.getLong("watertight.differential.seed", System.nanoTime());
        int accepted = 0;
        for (int i = 0; i < CASES; i++) {
            String stream = new RequestGenerator(new SplittableRandom(seed + i)).stream();
            List<Message> ours = readByUs(stream);
            List<Message> theirs = readByNetty(stream);
            accepted += ours.size();
            assertThat(theirs.size())
                    .as("messages that Netty reads, seed %d, of:\n%s", seed + i, stream)
                    .isGreaterThanOrEqualTo(ours.size());
            assertThat(theirs.subList(0, ours.size()))
                    .as("what Netty reads, seed %d, of:\n%s", seed + i, stream)
                    .isEqualTo(ours);
        }
        assertThat(accepted)
                .as("accepted messages, or nothing has been compared")
                .isGreaterThan(CASES / 4);
    }

    private static List<Message> readByUs(String stream) {
        List<Message> messages = new ArrayList<>();
        ByteBuf in = Heads.bytes(stream);
        RequestHeadReader reader = new RequestHeadReader(new HeadLimits(8192, 4096, 64));
        BodyReader body = new BodyReader();
        while (in.isReadable() && reader.read(in) == RequestHeadReader.Result.COMPLETE) {
            RequestHead head = reader.head();
            String method = head.methodText();
            String target = Heads.target(head);
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < head.fields().count(); i++) {
                fields.add(field(head, i));
            }
            body.begin(head.bodyLength());
            StringBuilder content = new StringBuilder();
            BodyReader.Step step = body.next(in);
            while (step == BodyReader.Step.DATA) {
                content.append(in.readCharSequence(body.dataLength(), ISO_8859_1));
                step = body.next(in);
            }
            if (step != BodyReader.Step.END) {
                break;
            }
            messages.add(new Message(method, target, List.copyOf(fields), content.toString()));
        }
        return messages;
    }

    private static String field(RequestHead head, int index) {
        int value = head.fields().valueStart(index);
        int nameEnd = value;
        while (head.bytes()[nameEnd] != ':' || nameEnd == value) {
            nameEnd--;
        }
        int name = nameEnd;
        while (head.bytes()[name - 1] != '\n') {
            name--;
        }
        return new String(head.bytes(), name, nameEnd - name, ISO_8859_1) + "="
                + new String(head.bytes(), value, head.fields().valueEnd(index) - value, ISO_8859_1);
    }

    private static List<Message> readByNetty(String stream) {
        List<Message> messages = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(stream.getBytes(ISO_8859_1)));
        StringBuilder content = new StringBuilder();
        HttpRequest request = null;
        for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpRequest head && head.decoderResult().isSuccess()) {
                request = head;
                content.setLength(0);
            }
            if (part instanceof HttpContent data) {
                content.append(data.content().toString(ISO_8859_1));
                if (data instanceof LastHttpContent && data.decoderResult().isSuccess() && request != null) {
                    messages.add(asMessage(request, content.toString()));
                    request = null;
                }
            }
            ReferenceCountUtil.release(part);
        }
        channel.finishAndReleaseAll();
        return messages;
    }

    private static Message asMessage(HttpRequest request, String body) {
        return new Message(
                request.method().name(),
                normalised(request.uri()),
                request.headers().entries().stream()
                        .map((Map.Entry<String, String> field) -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.toList()),
                body);
    }

    private static String normalised(String uri) {
        if (uri.equals("*")) {
            return uri;
        }
        byte[] b = uri.getBytes(ISO_8859_1);
        int start = Math.max(0, Authority.startInAbsoluteForm(b, 0, b.length));
        while (start < b.length && b[start] != '/' && b[start] != '?') {
            start++;
        }
        int query = start;
        while (query < b.length && b[query] != '?') {
            query++;
        }
        byte[] out = new byte[b.length + 1];
        int length = PathNormaliser.normalise(b, start, query, out);
        return length < 0 ? "refused" : new String(out, 0, length, ISO_8859_1) + uri.substring(query);
    }
}
