// One scenario of the registry as k6 runs it: its options, what a user does, and what is said at the end.

import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate } from 'k6/metrics';
import { Answer, BEGIN, line } from './evidence.ts';
import * as knobs from './knobs.ts';
import { Part, Plan, Stage, describe, plan } from './registry.ts';
import { Subjects, subjects } from './subjects.ts';
import { SummaryData, summarize } from './summary.ts';
import { tokenFor } from './token.ts';

interface SetupData {
  generatorId: string;
  // whether this instance of k6 is the only one, or sends a part of the numbers
  whole: boolean;
}

// what one pulse fans out to, all at the same time
const PULSE = [
  { count: 120, query: 'latency=2000ms' },
  { count: 60, query: 'burn=200ms' },
];
const PULSE_REQUESTS = PULSE.reduce((sum, task) => sum + task.count, 0);

// k6 takes whole numbers of iterations; heights have two decimals
const HUNDREDTHS = 100;

const sent = new Counter('requests_sent');
const allowed = new Counter('requests_allowed');
const limited = new Counter('requests_limited');
const failed = new Counter('requests_failed');
const limitedShare = new Rate('limited_share');

const body = 'x'.repeat(knobs.bodyBytes);

// a refusal by the limiter is an answer, not a failure
http.setResponseCallback(http.expectedStatuses({ min: 200, max: 399 }, 429));

export function define(name: string) {
  const planned = plan(name, knobs.size);
  const drawn = subjects(planned.subjects, knobs.seed);
  for (const part of planned.parts) {
    const sum = part.stages.reduce((total, stage) => total + stage.millis, 0);
    if (sum !== planned.millis) {
      throw new Error(`stages of ${name}: ${sum} ms (expected: ${planned.millis} ms)`);
    }
  }
  return {
    options: knobs.dryRun ? dryOptions() : options(planned),
    setup: (): SetupData => {
      if (knobs.evidence) {
        console.log(BEGIN);
      }
      return {
        generatorId: knobs.generatorId || Math.random().toString(36).slice(2, 10),
        whole: !exec.test.options.executionSegment,
      };
    },
    request: (data: SetupData) => one(drawn, data, exec.scenario.name[0], exec.scenario.iterationInTest),
    pulse: (data: SetupData) => pulse(drawn, data),
    show: () => console.log('\n' + describe(planned)),
    handleSummary: (data: SummaryData) => (knobs.dryRun ? {} : summarize(data, planned, drawn)),
  };
}

function options(planned: Plan) {
  const arrivals = planned.parts.some((part) => part.unit !== 'users');
  const thresholds: Record<string, string[]> = {
    requests_sent: ['count>0'],
    http_req_failed: [`rate<${planned.expect.failedShare}`],
  };
  if (arrivals) {
    thresholds.dropped_iterations = ['count==0'];
  }
  if (planned.expect.p95Millis !== undefined) {
    thresholds.http_req_duration = [`p(95)<${planned.expect.p95Millis}`, `p(99)<${planned.expect.p99Millis}`];
  }
  if (knobs.limitedShare !== undefined) {
    thresholds.limited_share = [`rate>=${knobs.limitedShare - 0.05}`, `rate<=${knobs.limitedShare + 0.05}`];
  }
  return {
    scenarios: Object.fromEntries(planned.parts.map((part) => [part.unit, executor(part)])),
    thresholds,
    discardResponseBodies: true,
    batch: PULSE_REQUESTS,
    batchPerHost: PULSE_REQUESTS,
    // no url, no user and no iteration: what there are as many of as requests is no tag
    systemTags: ['status', 'method', 'name', 'scenario', 'expected_response', 'error_code'],
    summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
    userAgent: 'k6',
  };
}

function dryOptions() {
  return { scenarios: { dry: { executor: 'shared-iterations', vus: 1, iterations: 1, exec: 'show' } } };
}

function executor(part: Part) {
  const flat = part.stages.length === 1 && part.stages[0].from === part.stages[0].to;
  const first = part.stages[0];
  if (part.unit === 'users') {
    return flat
      ? { executor: 'constant-vus', vus: first.to, duration: `${first.millis}ms`, exec: 'request' }
      : { executor: 'ramping-vus', startVUs: first.from, stages: jumping(part.stages, 1), exec: 'request' };
  }
  const peak = Math.max(...part.stages.map((stage) => Math.max(stage.from, stage.to)));
  const common = {
    exec: part.unit === 'pulses' ? 'pulse' : 'request',
    // pulses are counted by ten seconds
    timeUnit: part.unit === 'pulses' ? `${10 * HUNDREDTHS}s` : `${HUNDREDTHS}s`,
    // as many as are busy at once while every answer takes a second; half a megabyte each
    preAllocatedVUs: knobs.vus ?? Math.min(1000, Math.max(20, Math.ceil(peak))),
  };
  return flat
    ? { executor: 'constant-arrival-rate', rate: hundredths(first.to), duration: `${first.millis}ms`, ...common }
    : {
        executor: 'ramping-arrival-rate',
        startRate: hundredths(first.from),
        stages: jumping(part.stages, HUNDREDTHS),
        ...common,
      };
}

// k6 goes from where it is to a stage's target; a stage that begins elsewhere is preceded by one of no duration
function jumping(stages: Stage[], factor: number) {
  const result: { duration: string; target: number }[] = [];
  let at = stages[0].from;
  for (const stage of stages) {
    if (stage.from !== at) {
      result.push({ duration: '0s', target: Math.round(stage.from * factor) });
    }
    result.push({ duration: `${stage.millis}ms`, target: Math.round(stage.to * factor) });
    at = stage.to;
  }
  return result;
}

function hundredths(height: number): number {
  return Math.round(height * HUNDREDTHS);
}

function one(drawn: Subjects, data: SetupData, part: string, index: number): void {
  const { subject } = drawn.of(index);
  const request = params(data, part, subject);
  sent.add(1);
  const before = Date.now();
  const response = http.request(knobs.method, url(index, ''), body || null, request);
  took(part, subject, before, response);
}

function pulse(drawn: Subjects, data: SetupData): void {
  const first = exec.scenario.iterationInTest * PULSE_REQUESTS;
  const requests = PULSE.flatMap((task) => Array(task.count).fill(task.query)).map((query, i) => ({
    method: knobs.method,
    url: url(first + i, query),
    body: body || null,
    params: params(data, 'p', drawn.of(first + i).subject),
  }));
  sent.add(requests.length);
  const before = Date.now();
  http.batch(requests).forEach((response, i) => took('p', drawn.of(first + i).subject, before, response));
}

// What came back, counted, and told to whoever has asked for evidence.
function took(part: string, subject: number, before: number, response: Answer): void {
  const after = Date.now();
  count(response.status);
  if (knobs.evidence) {
    console.log(line(part, subject, before, after, response));
  }
}

function params(data: SetupData, part: string, subject: number) {
  const headers: Record<string, string> =
    knobs.token.kind === 'none'
      ? {}
      : { Authorization: `Bearer ${tokenFor(`${part}-${data.generatorId}-${subject}`)}` };
  if (knobs.requestsPerConnection && (exec.vu.iterationInScenario + 1) % knobs.requestsPerConnection === 0) {
    headers.Connection = 'close';
  }
  const timeout = knobs.timeout || (part === 'p' ? '60s' : '5s');
  return { headers, timeout, tags: { name: 'gateway' } };
}

function url(index: number, query: string): string {
  const queries = [query, knobs.upstreamLatency && !query ? `latency=${knobs.upstreamLatency}` : ''].filter(Boolean);
  const path = knobs.paths[index % knobs.paths.length];
  return knobs.baseUrl + path + (queries.length ? (path.includes('?') ? '&' : '?') + queries.join('&') : '');
}

function count(status: number): void {
  limitedShare.add(status === 429);
  if (status === 429) {
    limited.add(1);
  } else if (status >= 200 && status < 400) {
    allowed.add(1);
  } else {
    failed.add(1);
  }
}
