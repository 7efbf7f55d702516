package io.watertight.gateway.upstream;

/** Hears what an upstream's connections do, for metrics; called from every event loop. */
public interface UpstreamMeters {

    /** Connections opened (1) or closed (-1). */
    void onOpen(int change);

    /** Connections that came to rest in a pool (1) or left it (-1). */
    void onIdle(int change);

    /**
     * A whole response came.
     *
     * @param loop the number of the calling event loop, from 0
     * @param nanos from the moment the connection was given
     */
    void onServed(int loop, long nanos);

    /**
     * No whole response came.
     *
     * @param loop the number of the calling event loop, from 0
     * @param nanos from the moment the connection was asked for; 0 where there was none
     */
    void onFailed(int loop, UpstreamFailure failure, long nanos);
}
