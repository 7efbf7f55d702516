package io.watertight.bench.jmh;

/** Answers requests without a socket, one at a time on the calling thread. */
interface Exchanges extends AutoCloseable {

    /** Returns the status of the answer to a request. */
    int answer(byte[] request);

    @Override
    void close();
}
