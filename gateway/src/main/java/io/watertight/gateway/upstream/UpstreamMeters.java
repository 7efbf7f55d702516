package io.watertight.gateway.upstream;

/** Hears what an upstream's connections do, for metrics; called from every event loop. */
public interface UpstreamMeters {

    /** Connections opened (1) or closed (-1). */
    void onOpen(int change);

    /** Connections that came to rest in a pool (1) or left it (-1). */
    void onIdle(int change);

    /** A whole response after that many nanoseconds from the moment the connection was given. */
    void onServed(long nanos);

    /** No whole response, after that many nanoseconds (0 where there was no connection). */
    void onFailed(UpstreamFailure failure, long nanos);
}
