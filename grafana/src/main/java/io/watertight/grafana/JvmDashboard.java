package io.watertight.grafana;

import static io.watertight.grafana.Panel.lines;
import static io.watertight.grafana.Panel.numbers;

/** The process behind each pod: heap, collector, direct memory, threads, files, CPU. */
final class JvmDashboard {

    private JvmDashboard() {}

    static Dashboard create() {
        return Dashboard.of(
                "jvm",
                "Watertight / JVM and Netty",
                "The process behind each pod: heap, collector, direct memory, threads, files and CPU.",
                process(),
                heap(),
                collector(),
                direct(),
                netty(),
                threads());
    }

    private static Row process() {
        return Row.of(
                "Process",
                numbers("Java", Unit.NUMBER, "What each pod runs on.")
                        .of("jvm_info{@}", "{{pod}} {{runtime}} {{version}}"),
                numbers("Uptime", Unit.SECONDS, "Since the process was started.")
                        .of("process_uptime_seconds{@}", "{{pod}}"),
                numbers("Started", Unit.INSTANT, "A pod that is older than its process was restarted.")
                        .of("1000 * process_start_time_seconds{@}", "{{pod}}"),
                lines("CPU", Unit.NUMBER, "Cores in use by the process.")
                        .of("rate(process_cpu_time_ns_total{@}[$__rate_interval]) / 1e9", "{{pod}}"),
                lines(
                                "CPU for a request",
                                Unit.SECONDS,
                                "CPU time by requests. It falls while the JIT compiler works, and rises where load is little.")
                        .of("""
                                sum by (pod) (rate(process_cpu_time_ns_total{@}[$__rate_interval])) / 1e9
                                / sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))
                                """, "{{pod}}"),
                lines(
                                "CPU as the JVM sees it",
                                Unit.PART,
                                "Of the cores that it may use: the process alone, and all that runs beside it.")
                        .of("process_cpu_usage{@}", "process {{pod}}")
                        .of("system_cpu_usage{@}", "system {{pod}}"),
                lines("Cores and load", Unit.NUMBER, "How many cores the JVM thinks it has, and the system's load.")
                        .of("system_cpu_count{@}", "cores {{pod}}")
                        .of("system_load_average_1m{@}", "load {{pod}}"),
                lines(
                                "Open files",
                                Unit.NUMBER,
                                "Sockets above all. Flat under steady load; at the maximum nothing is accepted any more.")
                        .of("process_files_open_files{@}", "open {{pod}}")
                        .of("process_files_max_files{@}", "maximum {{pod}}"));
    }

    private static Row heap() {
        return Row.of(
                "Heap",
                lines("Heap in use", Unit.BYTES, "Garbage included: the live set is the next panel.")
                        .of("sum by (pod) (jvm_memory_used_bytes{@, area=\"heap\"})", "{{pod}}"),
                lines(
                                "Live set after a collection",
                                Unit.BYTES,
                                "What is left of the old generation after its last collection, and its maximum. A leak shows here and nowhere else.")
                        .of("jvm_gc_live_data_size_bytes{@}", "live {{pod}}")
                        .of("jvm_gc_max_data_size_bytes{@}", "maximum {{pod}}"),
                lines(
                                "Heap kept for a bucket",
                                Unit.BYTES,
                                "Growth of the live set by buckets created, over the shown time. Near 0 once the population is steady; a leak tends to a bucket's size.")
                        .of("""
                                sum by (pod) (delta(jvm_gc_live_data_size_bytes{@}[$__range]))
                                / sum by (pod) (increase(watertight_buckets_creations_total{@}[$__range]))
                                """, "{{pod}}"),
                lines(
                                "Committed heap",
                                Unit.BYTES,
                                "What the JVM holds of the system's memory, and the most that it may.")
                        .of("sum by (pod) (jvm_memory_committed_bytes{@, area=\"heap\"})", "committed {{pod}}")
                        .of("jvm_memory_max_bytes{@, area=\"heap\"}", "maximum {{id}} {{pod}}"),
                lines("Beside the heap", Unit.BYTES, "Code, metaspace and class space.")
                        .of("jvm_memory_used_bytes{@, area=\"nonheap\"}", "{{id}} {{pod}}"),
                lines("Classes", Unit.NUMBER, "Loaded now, ever, and unloaded. Flat after the start.")
                        .of("jvm_classes_loaded_classes{@}", "loaded {{pod}}")
                        .of("jvm_classes_loaded_count_classes_total{@}", "ever {{pod}}")
                        .of("jvm_classes_unloaded_classes_total{@}", "unloaded {{pod}}"));
    }

    private static Row collector() {
        return Row.of(
                "Garbage collector",
                lines("Time in pauses", Unit.PART, "Part of the time in which nothing else ran.")
                        .of("sum by (pod) (rate(jvm_gc_pause_seconds_sum{@}[$__rate_interval]))", "{{pod}}"),
                lines("Pauses", Unit.PER_SECOND, "By cause.")
                        .of(
                                "sum by (pod, action, cause) (rate(jvm_gc_pause_seconds_count{@}[$__rate_interval]))",
                                "{{action}} {{cause}} {{pod}}"),
                lines(
                                "Longest pause",
                                Unit.SECONDS,
                                "Within about two minutes: every request in flight waited that long.")
                        .of("max by (pod) (jvm_gc_pause_seconds_max{@})", "{{pod}}"),
                lines("Allocation", Unit.BYTES_PER_SECOND, "Allocated, and of that promoted to the old generation.")
                        .of("rate(jvm_gc_memory_allocated_bytes_total{@}[$__rate_interval])", "allocated {{pod}}")
                        .of("rate(jvm_gc_memory_promoted_bytes_total{@}[$__rate_interval])", "promoted {{pod}}"),
                lines(
                                "Allocation for a request",
                                Unit.BYTES,
                                "Bytes allocated by requests; the data path itself allocates next to nothing.")
                        .of("""
                                sum by (pod) (rate(jvm_gc_memory_allocated_bytes_total{@}[$__rate_interval]))
                                / sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))
                                """, "{{pod}}"));
    }

    private static Row direct() {
        return Row.of(
                "Direct memory",
                lines(
                                "Direct and mapped buffers",
                                Unit.BYTES,
                                "As the JVM accounts for them: used, and their capacity.")
                        .of("jvm_buffer_memory_used_bytes{@}", "used {{id}} {{pod}}")
                        .of("jvm_buffer_total_capacity_bytes{@}", "capacity {{id}} {{pod}}"),
                lines("Buffers", Unit.NUMBER, "How many.").of("jvm_buffer_count_buffers{@}", "{{id}} {{pod}}"));
    }

    private static Row netty() {
        return Row.of(
                "Netty's allocator",
                lines("Chunks", Unit.BYTES, "What the pool holds, direct and heap. It grows with the load and stays.")
                        .of("netty_allocator_memory_used{@}", "{{memory_type}} {{pod}}"),
                lines(
                                "Pinned",
                                Unit.BYTES,
                                "What is in use of that. Without traffic it falls back; if it does not, a buffer leaks.")
                        .of("netty_allocator_memory_pinned{@}", "{{memory_type}} {{pod}}"),
                lines("Arenas and caches", Unit.NUMBER, "How many arenas, and threads with a cache of their own.")
                        .of("netty_allocator_pooled_arenas{@}", "arenas {{memory_type}} {{pod}}")
                        .of("netty_allocator_pooled_threadlocal_caches{@}", "caches {{pod}}"),
                lines("Size of a cache", Unit.NUMBER, "Entries that a thread's cache may hold, by kind.")
                        .of("netty_allocator_pooled_cache_size{@}", "{{cache_type}} {{pod}}"),
                lines("Size of a chunk", Unit.BYTES, "What the pool grows by.")
                        .of("netty_allocator_pooled_chunk_size{@}", "{{pod}}"));
    }

    private static Row threads() {
        return Row.of(
                "Threads",
                lines(
                                "Threads",
                                Unit.NUMBER,
                                "Live ones, daemons of them, and the most there were. Flat under any load.")
                        .of("jvm_threads_live_threads{@}", "live {{pod}}")
                        .of("jvm_threads_daemon_threads{@}", "daemons {{pod}}")
                        .of("jvm_threads_peak_threads{@}", "peak {{pod}}"),
                lines("Threads by state", Unit.NUMBER, "blocked ones wait for a lock: there are next to none.")
                        .of("jvm_threads_states_threads{@}", "{{state}} {{pod}}"),
                lines("Threads started", Unit.PER_SECOND, "0 after the start: requests do not start threads.")
                        .of("rate(jvm_threads_started_threads_total{@}[$__rate_interval])", "{{pod}}"));
    }
}
