package io.watertight.gateway.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a Redis Cluster: a link to each primary and to the nodes that were configured. Which of them keeps what is asked of one that is connected: at the
 * start, when a link is lost or found, and when a node says that it is not the one. Confined to the loop, but for {@link #link}.
 */
final class ClusterNodes implements Nodes, Link.Owner {

    private static final long SOON_MILLIS = 50;
    private static final long UNKNOWN_SECONDS = 1;
    private static final long ANSWER_SECONDS = 1;
    private static final Set<String> NOT_HERE =
            Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "READONLY", "MASTERDOWN");

    private final Link.Context context;
    private final List<RedisURI> seeds;
    private final Map<String, Link> links = new HashMap<>();
    private final Set<String> seedNames = new HashSet<>();
    private final AtomicReferenceArray<@Nullable Link> byTag = new AtomicReferenceArray<>(BucketKeys.TAGS);
    private boolean planned;
    private boolean closed;

    ClusterNodes(Link.Context context, List<RedisURI> seeds) {
        this.context = context;
        this.seeds = seeds;
    }

    @Override
    public void open() {
        for (RedisURI seed : seeds) {
            seedNames.add(linkTo(seed).name());
        }
    }

    private Link linkTo(RedisURI uri) {
        Link link = new Link(context, uri, this);
        Link known = links.putIfAbsent(link.name(), link);
        if (known != null) {
            return known;
        }
        link.open();
        return link;
    }

    @Override
    public @Nullable Link link(int tag) {
        return byTag.get(tag);
    }

    @Override
    public void close() {
        closed = true;
        links.values().forEach(Link::close);
    }

    @Override
    public @Nullable String objection(ServerInfo info) {
        return info.clustered() ? null : "it is not a node of a Redis Cluster: set limiter.redis.cluster to false";
    }

    @Override
    public List<List<Integer>> tagsOf(Link link) {
        return IntStream.range(0, BucketKeys.TAGS)
                .filter(tag -> link.equals(byTag.get(tag)))
                .mapToObj(List::of)
                .toList();
    }

    @Override
    public void onCarrying(Link link) {
        askSoon();
    }

    @Override
    public void onLost(Link link) {
        askSoon();
    }

    @Override
    public void onError(Link link, String error) {
        int end = error.indexOf(' ');
        if (NOT_HERE.contains(end < 0 ? error : error.substring(0, end))) {
            askSoon();
        }
    }

    private void askSoon() {
        plan(TimeUnit.MILLISECONDS.toNanos(SOON_MILLIS));
    }

    private void plan(long delayNanos) {
        if (!planned && !closed) {
            planned = true;
            context.loop().schedule(this::ask, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Asks any node that is connected; where none is, the next one to connect brings us here again. */
    private void ask() {
        planned = false;
        List<Link> known = links.values().stream().filter(Link::isCarrying).toList();
        if (closed || known.isEmpty()) {
            return;
        }
        Link asked = known.get(context.random().nextInt(known.size()));
        RedisAsyncCommands<byte[], byte[]> commands = asked.commands();
        if (commands != null) {
            commands.clusterSlots()
                    .toCompletableFuture()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((answer, cause) -> context.loop().execute(() -> onAnswer(asked, answer)));
        }
    }

    private void onAnswer(Link asked, @Nullable List<Object> answer) {
        if (closed) {
            return;
        }
        if (answer != null) {
            place(SlotRange.parse(answer, asked.uri().getHost()), asked.uri());
        }
        if (answer == null || IntStream.range(0, BucketKeys.TAGS).anyMatch(tag -> byTag.get(tag) == null)) {
            plan(TimeUnit.SECONDS.toNanos(UNKNOWN_SECONDS));
        }
    }

    private void place(List<SlotRange> ranges, RedisURI like) {
        Set<String> used = new HashSet<>(seedNames);
        Set<Link> extended = new HashSet<>();
        for (int tag = 0; tag < BucketKeys.TAGS; tag++) {
            Link link = keeper(ranges, context.keys().slot(tag), like);
            Link before = byTag.getAndSet(tag, link);
            if (link != null) {
                used.add(link.name());
                if (!link.equals(before)) {
                    extended.add(link);
                }
            }
        }
        extended.forEach(Link::beginEpochs);
        links.values().removeIf(link -> {
            boolean gone = !used.contains(link.name());
            if (gone) {
                link.close();
            }
            return gone;
        });
    }

    private @Nullable Link keeper(List<SlotRange> ranges, int slot, RedisURI like) {
        for (SlotRange range : ranges) {
            if (range.has(slot)) {
                return linkTo(NodeUris.sibling(like, range.host(), range.port()));
            }
        }
        return null;
    }
}
