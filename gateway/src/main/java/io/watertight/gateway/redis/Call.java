package io.watertight.gateway.redis;

import io.lettuce.core.protocol.CommandArgs;
import io.watertight.gateway.redis.StoreMeter.Operation;
import io.watertight.gateway.redis.StoreMeter.Result;
import io.watertight.ratelimit.RemoteFailure;

/**
 * One call of a script, and whoever waits for it. Its caller hears exactly once, from whatever comes first: the answer, a failure, or the timeout. The call itself
 * ends with the answer or with its connection, and holds its place in {@link InFlight} until then. After it was handed to the loop it is confined to it.
 */
abstract class Call implements Runnable {

    private final RedisStores stores;
    private final Operation operation;
    private final Link link;
    private final int tag;
    private final byte[] bucket;
    private final long startNanos;
    private boolean told;
    private boolean ended;
    private boolean sentAsText;

    Call(RedisStores stores, Operation operation, Link link, int tag, byte[] bucket, long startNanos) {
        this.stores = stores;
        this.operation = operation;
        this.link = link;
        this.tag = tag;
        this.bucket = bucket;
        this.startNanos = startNanos;
    }

    abstract Scripts.Script script();

    /** Adds what the script takes after the run_id. */
    abstract void addArguments(CommandArgs<byte[], byte[]> args);

    /** Tells the caller, and returns what is to be counted. */
    abstract Result tell(long[] answer);

    /** Tells the caller. */
    abstract void tell(RemoteFailure failure);

    /** Sends the call; on the loop. */
    @Override
    public final void run() {
        link.send(this);
    }

    final Link link() {
        return link;
    }

    final int tag() {
        return tag;
    }

    final byte[] bucket() {
        return bucket;
    }

    /** When the caller began to wait, by the process's clock. */
    final long startNanos() {
        return startNanos;
    }

    final boolean isTold() {
        return told;
    }

    final boolean isEnded() {
        return ended;
    }

    /** Whether the server is sent the script's text instead of its name, from now on. */
    final boolean isSentAsText() {
        return sentAsText;
    }

    final void sendAsText() {
        sentAsText = true;
    }

    /** Redis answered. */
    final void end(long[] answer) {
        if (!ended) {
            ended = true;
            stores.places().giveBack();
            if (!told) {
                told = true;
                count(tell(answer));
            }
        }
    }

    /** Redis will not answer any more, or only with an error. */
    final void end(RemoteFailure failure) {
        if (!ended) {
            ended = true;
            stores.places().giveBack();
            giveUp(failure);
        }
    }

    /** Nobody waits any longer; the answer is still to come, and the place still taken. */
    final void giveUp(RemoteFailure failure) {
        if (!told) {
            told = true;
            tell(failure);
            count(result(failure));
        }
    }

    private void count(Result result) {
        stores.meter().record(operation, result, stores.clock().nanoTime() - startNanos);
    }

    private static Result result(RemoteFailure failure) {
        return switch (failure) {
            case TIMEOUT -> Result.TIMEOUT;
            case OVERLOADED -> Result.OVERLOADED;
            case DISCONNECTED -> Result.DISCONNECTED;
            case ERROR -> Result.ERROR;
        };
    }
}
