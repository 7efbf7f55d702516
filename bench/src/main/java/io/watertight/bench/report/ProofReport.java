package io.watertight.bench.report;

import io.watertight.bench.proof.Finding;
import java.util.List;

/**
 * The whole content of a report on a proof: what the page shows and the JSON holds. Immutable.
 *
 * @param schemaVersion the version of this structure, {@link #SCHEMA_VERSION}
 * @param title what was put on trial, in a few words
 * @param date when the run ended, ISO 8601
 * @param commandLine what was typed to get this report
 * @param finding the verdict
 * @param objections why the run could not have shown a fault; empty for a valid run
 * @param method what was claimed and how it was tested, one sentence each
 * @param highlights the few figures that are shown in large type
 * @param laws every law's answer
 * @param charts the plots, in the order in which they are shown
 * @param replicas one row for each replica incarnation
 * @param sharing how the replicas held the limit together
 * @param timeline what happened, in order of time
 * @param load what the load generator says of itself
 * @param environment groups of facts: machine, versions, and what else the numbers depend on
 * @param configuration the gateway's configuration file, secrets redacted
 */
public record ProofReport(
        int schemaVersion,
        String title,
        String date,
        String commandLine,
        Finding finding,
        List<String> objections,
        List<String> method,
        List<Fact> highlights,
        List<LawRow> laws,
        List<Chart> charts,
        List<ReplicaRow> replicas,
        SharingRow sharing,
        List<TimelineRow> timeline,
        LoadTable load,
        List<FactGroup> environment,
        String configuration) {

    /** The version of the structure that this code writes and reads. */
    public static final int SCHEMA_VERSION = 2;

    public ProofReport {
        objections = List.copyOf(objections);
        method = List.copyOf(method);
        highlights = List.copyOf(highlights);
        laws = List.copyOf(laws);
        charts = List.copyOf(charts);
        replicas = List.copyOf(replicas);
        timeline = List.copyOf(timeline);
        environment = List.copyOf(environment);
    }
}
