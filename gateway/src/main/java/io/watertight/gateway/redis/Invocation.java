package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A {@link Call} as a command on the wire. Without a future: its end is a call of the {@link Pipeline}, on the loop. */
final class Invocation extends Command<byte[], byte[], long[]> {

    private static final int KEYS = 2;

    private final Call call;
    private final Pipeline pipeline;

    Invocation(Call call, Pipeline pipeline, byte[] epoch, byte[] runId) {
        super(call.isSentAsText() ? CommandType.EVAL : CommandType.EVALSHA, new Integers(), args(call, epoch, runId));
        this.call = call;
        this.pipeline = pipeline;
    }

    private static CommandArgs<byte[], byte[]> args(Call call, byte[] epoch, byte[] runId) {
        Scripts.Script script = call.script();
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .add(call.isSentAsText() ? script.text() : script.sha1())
                .add(KEYS)
                .addKey(call.bucket())
                .addKey(epoch)
                .add(runId);
        call.addArguments(args);
        return args;
    }

    @Override
    public void complete() {
        super.complete();
        Integers output = (Integers) getOutput();
        if (output.hasError()) {
            pipeline.onError(call, String.valueOf(output.getError()));
        } else {
            pipeline.onAnswer(call, output.values);
        }
    }

    @Override
    public boolean completeExceptionally(@Nullable Throwable cause) {
        status = ST_COMPLETED;
        pipeline.onUnsent(call);
        return true;
    }

    @Override
    public void cancel() {
        super.cancel();
        pipeline.onUnsent(call);
    }

    /** One to three integers. */
    private static final class Integers extends CommandOutput<byte[], byte[], long[]> {

        private final long[] values = new long[3];
        private int count;

        Integers() {
            super(ByteArrayCodec.INSTANCE, new long[0]);
        }

        @Override
        public void set(long integer) {
            if (count < values.length) {
                values[count++] = integer;
            }
        }

        @Override
        public void multi(int count) {
            // the integers follow
        }

        @Override
        public void set(ByteBuffer bytes) {
            setError("text where an integer was expected: " + UTF_8.decode(bytes));
        }
    }
}
