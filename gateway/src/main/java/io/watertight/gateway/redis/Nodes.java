package io.watertight.gateway.redis;

import org.jspecify.annotations.Nullable;

/** Which node keeps which tag's buckets. */
interface Nodes {

    /** Begins to connect; on the loop. */
    void open();

    /** The link to the node that keeps a tag, or null where that is not known yet; from any thread. */
    @Nullable
    Link link(int tag);

    /** Ends all links; on the loop. */
    void close();
}
