// The registry of scenarios, the file that the built-in engine reads, and the arithmetic that gives a scenario its size.
// Stages are whole milliseconds that sum to the duration exactly; heights are whole hundredths. The built-in engine does the
// same arithmetic, and test/selftest.ts holds this one to the table that it is held to.

export type Unit = 'requests' | 'users' | 'pulses';

export interface Stage {
  millis: number;
  from: number;
  to: number;
}

export interface Part {
  unit: Unit;
  stages: Stage[];
}

export interface Expectation {
  p95Millis?: number;
  p99Millis?: number;
  failedShare: number;
}

export interface Plan {
  name: string;
  millis: number;
  parts: Part[];
  subjects: string;
  expect: Expectation;
}

export interface Size {
  rate?: number;
  pulses?: number;
  users?: number;
  steps?: number;
  millis?: number;
  subjects?: string;
}

interface Staircase {
  steps: number;
  start: number;
  hold: number;
}

interface PartShape {
  unit: Unit;
  peak: number;
  stages?: [number, number, number][];
  staircase?: Staircase;
}

interface Scenario {
  name: string;
  summary: string;
  duration: string;
  parts: PartShape[];
  subjects: string;
  expect?: Expectation;
}

const FILE = '../../src/main/resources/io/watertight/bench/scenario/scenarios.json';

const scenarios: Scenario[] = JSON.parse(open(import.meta.resolve(FILE)));

export const names: string[] = scenarios.map((scenario) => scenario.name);

export function millisOf(duration: string): number {
  const match = /^(\d{1,9})(ms|s|m|h)$/.exec(duration);
  if (!match) {
    throw new Error(`duration: ${duration} (expected: a whole number with ms, s, m or h, such as 20ms or 5s)`);
  }
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'];
}

export function plan(name: string, size: Size): Plan {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) {
    throw new Error(`scenario: ${name} (expected: ${names.join(', ')})`);
  }
  const has = (unit: Unit) => scenario.parts.some((part) => part.unit === unit);
  requireUse(name, 'RATE', size.rate, has('requests'));
  requireUse(name, 'PULSES', size.pulses, has('pulses'));
  requireUse(name, 'USERS', size.users, has('users'));
  requireUse(name, 'STEPS', size.steps, scenario.parts.some((part) => part.staircase !== undefined));
  const millis = size.millis ?? millisOf(scenario.duration);
  return {
    name,
    millis,
    parts: scenario.parts.map((part) => sized(part, size, millis)),
    subjects: size.subjects ?? scenario.subjects,
    expect: scenario.expect ?? { failedShare: 0.01 },
  };
}

function requireUse(name: string, knob: string, value: number | undefined, used: boolean): void {
  if (value !== undefined && !used) {
    throw new Error(`${knob}: scenario ${name} has none (leave it out)`);
  }
}

function sized(part: PartShape, size: Size, millis: number): Part {
  const height = { requests: size.rate, pulses: size.pulses, users: size.users }[part.unit] ?? part.peak;
  const shape = part.staircase ? staircase(part.staircase, size.steps ?? part.staircase.steps) : part.stages!;
  const weights = shape.reduce((sum, stage) => sum + stage[0], 0);
  const stages: Stage[] = [];
  let weight = 0;
  let begin = 0;
  for (const [stageWeight, from, to] of shape) {
    weight += stageWeight;
    const end = Math.floor((millis * weight) / weights);
    if (end === begin) {
      throw new Error(`duration: ${millis} ms (expected: at least one millisecond for each of ${shape.length} stages)`);
    }
    stages.push({ millis: end - begin, from: round(part.unit, height * from), to: round(part.unit, height * to) });
    begin = end;
  }
  return { unit: part.unit, stages };
}

function staircase(shape: Staircase, steps: number): [number, number, number][] {
  const stages: [number, number, number][] = [];
  if (shape.start > 0) {
    stages.push([1, shape.start, shape.start]);
  }
  for (let step = 1; step <= steps; step++) {
    const height = shape.start + ((1 - shape.start) * step) / steps;
    stages.push([step === steps ? 1 + shape.hold : 1, height, height]);
  }
  return stages;
}

function round(unit: Unit, height: number): number {
  return unit === 'users' ? Math.max(1, Math.floor(height + 0.5)) : Math.floor(height * 100 + 0.5) / 100;
}

// What a dry run shows: every stage, and their sum.
export function describe(planned: Plan): string {
  return planned.parts
    .map((part) => {
      const rows = part.stages.map(
        (stage) => `${String(stage.millis).padStart(12)} ms  ${stage.from.toFixed(2)} to ${stage.to.toFixed(2)}`,
      );
      const sum = part.stages.reduce((total, stage) => total + stage.millis, 0);
      return [`${planned.name}: ${part.unit}`, ...rows, `${String(sum).padStart(12)} ms  in ${rows.length} stages`].join('\n');
    })
    .join('\n');
}
