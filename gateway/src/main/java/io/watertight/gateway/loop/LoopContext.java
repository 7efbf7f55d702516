package io.watertight.gateway.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoop;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.ratelimit.NanoClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** One event loop's own things: its clock read at every tick, its deadlines, its scratch. Confined to that loop. */
public final class LoopContext {

    /** How often deadlines are looked at: the accuracy of every timeout. */
    public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** RFC 9110, 5.6.7; with names of its own, since those of a locale are read from its data, which every start would wait for. */
    private static final DateTimeFormatter IMF_FIXDATE = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, names("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
            .appendPattern(", dd ")
            .appendText(
                    ChronoField.MONTH_OF_YEAR,
                    names("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))
            .appendPattern(" yyyy HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final int index;
    private final EventLoop eventLoop;
    private final NanoClock clock;
    private final LongConsumer delayNanos;
    private final Deadlines deadlines = new Deadlines();
    private final HeadWriter writer = new HeadWriter();
    private long coarseNanos;
    private volatile long tickedNanos;
    private long expectedTickNanos;
    private long epochMillis;
    private long epochSeconds;
    private byte[] date = new byte[0];

    /**
     * Not ticking until {@link #start}.
     *
     * @param index the number of the event loop, from 0
     * @param delayNanos told at every tick how late it was, in nanoseconds: the event loop's own delay
     */
    public LoopContext(int index, EventLoop eventLoop, NanoClock clock, LongConsumer delayNanos) {
        this.index = index;
        this.eventLoop = eventLoop;
        this.clock = clock;
        this.delayNanos = delayNanos;
        this.coarseNanos = clock.nanoTime();
        this.tickedNanos = coarseNanos;
        this.expectedTickNanos = coarseNanos + TICK_NANOS;
        readWallClock();
    }

    private static Map<Long, String> names(String... fromOne) {
        Map<Long, String> names = new HashMap<>();
        for (String name : fromOne) {
            names.put(names.size() + 1L, name);
        }
        return names;
    }

    /** Starts the ticks; they end with the event loop. */
    public void start() {
        eventLoop.scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        coarseNanos = clock.nanoTime();
        delayNanos.accept(Math.max(0, coarseNanos - expectedTickNanos));
        expectedTickNanos = coarseNanos + TICK_NANOS;
        readWallClock();
        deadlines.runPassed(coarseNanos);
        tickedNanos = coarseNanos;
    }

    private void readWallClock() {
        epochMillis = System.currentTimeMillis();
        long seconds = epochMillis / 1000;
        if (seconds != epochSeconds) {
            epochSeconds = seconds;
            date = ("Date: " + IMF_FIXDATE.format(Instant.ofEpochSecond(seconds)) + "\r\n").getBytes(US_ASCII);
        }
    }

    /** Returns how long ago the last tick was, in nanoseconds: far longer than {@link #TICK_NANOS} where the loop stands still. For any thread. */
    public long sinceTickNanos() {
        return clock.nanoTime() - tickedNanos;
    }

    /** The number of the event loop among the gateway's, from 0. */
    public int index() {
        return index;
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** The exact monotonic time, in nanoseconds. */
    public long nanoTime() {
        coarseNanos = clock.nanoTime();
        return coarseNanos;
    }

    /**
     * The monotonic time when it was last read, at the latest tick or since, in nanoseconds. A timeout that counts from it would be over too early by as much as that is ago, so only one
     * that begins where the clock has just been read may.
     */
    public long coarseNanos() {
        return coarseNanos;
    }

    /** The wall clock at the last tick, in milliseconds since the epoch: good enough for token times, which are in seconds. */
    public long epochMillis() {
        return epochMillis;
    }

    public Deadlines deadlines() {
        return deadlines;
    }

    /** The loop's one scratch for heads, cleared. Use it up before control goes back to the event loop. */
    public HeadWriter writer() {
        return writer.clear();
    }

    /** The Date field of an answer of our own, with its line end. */
    public byte[] date() {
        return date;
    }
}
