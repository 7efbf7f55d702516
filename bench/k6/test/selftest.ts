// Holds the scripts to what they promise, without sending anything: k6 run bench/k6/test/selftest.ts
// The stages are compared with the table that the built-in engine is compared with; -e TABLE=true prints them instead.

import { check } from 'k6';
import encoding from 'k6/encoding';
import { Plan, Size, names, plan } from '../lib/registry.ts';
import { subjects, uniform } from '../lib/subjects.ts';
import { sign, withoutLineEnd } from '../lib/jws.ts';

declare const __ENV: Record<string, string | undefined>;

export const options = {
  scenarios: { selftest: { executor: 'shared-iterations', vus: 1, iterations: 1, maxDuration: '2m' } },
  thresholds: { checks: ['rate==1'] },
};

const TABLE = '../../src/test/resources/io/watertight/bench/scenario/stages.txt';
const committed = open(import.meta.resolve(TABLE));

// that no number of stages divides
const DURATIONS = [1009, 61_000, 420_001, 1_800_000, 86_400_007];
const STAIRCASES = ['ramping-vus', 'ramping-arrival-rate', 'fan-out-pulses'];

function rows(name: string, size: Size): string[] {
  const planned: Plan = plan(name, size);
  return planned.parts.map((part) => {
    const stages = part.stages.map((stage) => `${stage.millis}:${stage.from.toFixed(2)}-${stage.to.toFixed(2)}`);
    return `${name} ${part.unit} ${planned.millis} steps=${size.steps ?? 0} ${stages.join(' ')}\n`;
  });
}

function table(): string {
  return [
    ...names.flatMap((name) => DURATIONS.flatMap((millis) => rows(name, { millis }))),
    ...STAIRCASES.flatMap((name) => rows(name, { millis: 61_000, steps: 7 })),
  ].join('');
}

function ascii(text: string): Uint8Array {
  return new Uint8Array(encoding.b64decode(encoding.b64encode(text), 'std'));
}

function sums(): boolean {
  return names.every((name) =>
    DURATIONS.every((millis) =>
      plan(name, { millis }).parts.every(
        (part) => part.stages.reduce((sum, stage) => sum + stage.millis, 0) === millis,
      ),
    ),
  );
}

function fails(body: () => unknown): boolean {
  try {
    body();
    return false;
  } catch (expected) {
    return true;
  }
}

function shares(mode: string, count: number): number[] {
  const drawn = subjects(mode, 7);
  const seen: number[] = [];
  for (let index = 0; index < count; index++) {
    const subject = drawn.of(index).subject;
    seen[subject] = (seen[subject] ?? 0) + 1;
  }
  return seen;
}

function distinct(mode: string, count: number): boolean {
  const drawn = subjects(mode, 7);
  const seen = new Set<number>();
  let fresh = 0;
  for (let index = 0; index < count; index++) {
    const { subject, fresh: isFresh } = drawn.of(index);
    fresh += isFresh ? 1 : 0;
    if (isFresh && seen.has(subject)) {
      return false;
    }
    seen.add(subject);
  }
  return seen.size === drawn.distinct(count) && (mode.startsWith('pool') || fresh === seen.size);
}

// appendix A.1 of RFC 7515
function rfc7515(): boolean {
  const key = encoding.b64decode(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'rawurl',
  ) as ArrayBuffer;
  const signed =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9' +
    '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  return sign(key, signed) === `${signed}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;
}

export default function () {
  if (__ENV.TABLE === 'true') {
    console.log('\n' + table());
    return;
  }
  check(null, {
    'stages are those of the committed table': () => table() === committed,
    'stages sum to the duration exactly': sums,
    'an unknown scenario is refused': () => fails(() => plan('soaking', {})),
    'a knob that turns nothing is refused': () => fails(() => plan('spike', { steps: 3 })),
    'a duration too short for its stages is refused': () => fails(() => plan('autoscaling-gradual', { millis: 10 })),
    'rolling subjects are all different': () => distinct('rolling', 10_000),
    'revisited subjects are counted exactly': () => distinct('rolling-with-revisit:0.3', 10_000),
    'with a probability of one there is one subject': () => subjects('rolling-with-revisit:1', 7).distinct(100) === 1,
    'subjects of a uniform pool are counted exactly': () => distinct('pool-uniform:300', 1_000),
    'subjects of a skewed pool are counted exactly': () => distinct('pool-zipf:300:1.2', 1_000),
    'a fixed subject is one': () => distinct('fixed', 1_000),
    'a uniform pool is uniform': () => shares('pool-uniform:10', 20_000).every((n) => n > 1800 && n < 2200),
    'a skewed pool is as skewed as it says': () => {
      const seen = shares('pool-zipf:10:1', 20_000);
      const harmonic = 2.9289682539682538;
      return seen.every((n, i) => Math.abs(n / 20_000 - 1 / (i + 1) / harmonic) < 0.012);
    },
    'numbers depend on the seed': () => uniform(1, 5, 0) !== uniform(2, 5, 0),
    'numbers past 32 bits differ': () => uniform(1, 5, 0) !== uniform(1, 5 + 2 ** 32, 0),
    'a mode that there is not is refused': () =>
      ['some', 'pool-uniform:0', 'pool-uniform:x', 'pool-zipf:5:0', 'rolling-with-revisit:2', 'pool-uniform:1.5'].every(
        (mode) => fails(() => subjects(mode, 1)),
      ),
    'a token is signed as the standard does it': rfc7515,
    'the end of a line is not part of a secret': () =>
      withoutLineEnd(ascii('abc\r\n')).length === 3 && withoutLineEnd(new Uint8Array([200, 10])).length === 2,
  });
}
