// What a run came to, as JSON that a ledger can be reconciled with, and as a few lines for people.

import { Plan } from './registry.ts';
import { Subjects } from './subjects.ts';
import { summaryFile } from './knobs.ts';

// counting the subjects of a pool again takes about a microsecond a request; past this many it is left out
const MOST_RECOUNTED = 5_000_000;

interface Metric {
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

export interface SummaryData {
  metrics: Record<string, Metric | undefined>;
  state: { testRunDurationMs: number };
  setup_data?: { generatorId: string; whole: boolean };
}

// Exact, or null: a part of the numbers says nothing of how many subjects the others have, except where each is another.
function distinct(planned: Plan, drawn: Subjects, sent: number, whole: boolean): number | null {
  return planned.subjects === 'rolling' || (whole && sent <= MOST_RECOUNTED) ? drawn.distinct(sent) : null;
}

export function summarize(data: SummaryData, planned: Plan, drawn: Subjects): Record<string, string> {
  const value = (metric: string, name: string) => data.metrics[metric]?.values[name] ?? 0;
  const sent = value('requests_sent', 'count');
  const answered = ['allowed', 'limited', 'failed'].reduce((sum, kind) => sum + value(`requests_${kind}`, 'count'), 0);
  const failed = Object.entries(data.metrics).flatMap(([metric, { thresholds }]: [string, any]) =>
    Object.entries(thresholds ?? {})
      .filter(([, threshold]: [string, any]) => !threshold.ok)
      .map(([threshold]) => `${metric}: ${threshold}`),
  );
  const summary = {
    scenario: planned.name,
    subjects: planned.subjects,
    generatorId: data.setup_data?.generatorId ?? null,
    plannedMillis: planned.millis,
    measuredMillis: Math.round(data.state.testRunDurationMs),
    requests: {
      sent,
      allowed: value('requests_allowed', 'count'),
      limited: value('requests_limited', 'count'),
      failed: value('requests_failed', 'count'),
      interrupted: sent - answered,
      dropped: value('dropped_iterations', 'count'),
    },
    distinctSubjects: distinct(planned, drawn, sent, data.setup_data?.whole ?? false),
    perSecond: value('requests_sent', 'rate'),
    latencyMillis: {
      p50: value('http_req_duration', 'med'),
      p95: value('http_req_duration', 'p(95)'),
      p99: value('http_req_duration', 'p(99)'),
      max: value('http_req_duration', 'max'),
    },
    failedThresholds: failed,
  };
  const json = JSON.stringify(summary, null, 2) + '\n';
  const lines = [
    `${planned.name}: ${failed.length === 0 ? 'passed' : 'FAILED: ' + failed.join('; ')}`,
    `  ${sent} requests of ${summary.distinctSubjects ?? 'uncounted'} subjects: ${summary.requests.allowed} allowed, ` +
      `${summary.requests.limited} limited, ${summary.requests.failed} failed, ${summary.requests.dropped} never sent`,
    `  ${summary.perSecond.toFixed(1)}/s, p50 ${summary.latencyMillis.p50.toFixed(2)} ms, ` +
      `p95 ${summary.latencyMillis.p95.toFixed(2)} ms, p99 ${summary.latencyMillis.p99.toFixed(2)} ms`,
  ];
  const files: Record<string, string> = { stdout: lines.join('\n') + '\n' };
  if (summaryFile) {
    files[summaryFile] = json;
  }
  return files;
}
