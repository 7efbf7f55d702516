package io.watertight.gateway.redis;

import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One server, or the present master of those that Sentinels watch: it keeps all tags. */
final class SingleNode implements Nodes, Link.Owner {

    private static final List<List<Integer>> ALL_TAGS =
            List.of(IntStream.range(0, BucketKeys.TAGS).boxed().toList());

    private final Link link;

    SingleNode(Link.Context context, RedisURI uri) {
        this.link = new Link(context, uri, this);
    }

    @Override
    public void open() {
        link.open();
    }

    @Override
    public Link link(int tag) {
        return link;
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public @Nullable String objection(ServerInfo info) {
        if (info.clustered()) {
            return "it is a node of a Redis Cluster: set limiter.redis.cluster to true";
        }
        return info.primary() ? null : "it is a replica, which takes no writes";
    }

    @Override
    public List<List<Integer>> tagsOf(Link link) {
        return ALL_TAGS;
    }

    /** A server that has become a replica, or was restarted behind a proxy, is not the one that was looked at. */
    @Override
    public void onError(Link link, String error) {
        if (error.startsWith("READONLY") || error.startsWith("LOADING") || error.startsWith("NOAUTH")) {
            link.drop(error);
        }
    }
}
