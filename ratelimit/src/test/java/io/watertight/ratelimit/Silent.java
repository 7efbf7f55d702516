package io.watertight.ratelimit;

/** Listens to outages and does nothing about them. */
enum Silent implements OutageListener {
    LISTENER;

    @Override
    public void onBegan(RemoteFailure cause) {}

    @Override
    public void onEnded(long lastedNanos) {}
}
