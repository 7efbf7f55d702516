// On whose behalf a request is sent, from nothing but its number. So no two users of k6, and no two instances of it, have to
// agree on anything: numbers are unique over all of them, and whoever knows how many requests there were knows every subject.

export interface Subjects {
  // the subject of a request, and whether no request before it had the same
  of(index: number): { subject: number; fresh: boolean };
  // how many different subjects the requests 0 to count-1 have
  distinct(count: number): number;
}

const MAX_POOL = 100_000_000;
const SYNTAX = 'rolling, fixed, pool-uniform:N, pool-zipf:N[:EXPONENT], rolling-with-revisit:P';
const TRIES = 1000;

export function subjects(mode: string, seed: number): Subjects {
  const [name, ...values] = mode.split(':');
  switch (`${name}/${values.length}`) {
    case 'rolling/0':
      return { of: (index) => ({ subject: index, fresh: true }), distinct: (count) => count };
    case 'fixed/0':
      return { of: (index) => ({ subject: 0, fresh: index === 0 }), distinct: (count) => Math.min(1, count) };
    case 'rolling-with-revisit/1':
      return revisiting(between(values[0], 0, 1, mode), seed);
    case 'pool-uniform/1': {
      const pool = poolOf(values[0], mode);
      return pooled(pool, (index) => Math.floor(uniform(seed, index, 0) * pool));
    }
    case 'pool-zipf/1':
    case 'pool-zipf/2': {
      const pool = poolOf(values[0], mode);
      const exponent = values.length > 1 ? between(values[1], Number.MIN_VALUE, 10, mode) : 1;
      const rank = zipf(pool, exponent);
      return pooled(pool, (index) => rank((draw) => uniform(seed, index, draw)) - 1);
    }
    default:
      throw new Error(`subjects: ${mode} (expected: ${SYNTAX})`);
  }
}

function between(written: string, least: number, most: number, mode: string): number {
  const value = Number(written);
  if (written === '' || !(value >= least && value <= most)) {
    throw new Error(`subjects: ${mode} (expected: ${SYNTAX})`);
  }
  return value;
}

function poolOf(written: string, mode: string): number {
  const pool = between(written, 1, MAX_POOL, mode);
  if (!Number.isInteger(pool)) {
    throw new Error(`subjects: ${mode} (expected: ${SYNTAX})`);
  }
  return pool;
}

function pooled(pool: number, draw: (index: number) => number): Subjects {
  return {
    of: (index) => ({ subject: draw(index), fresh: false }),
    distinct: (count) => {
      const seen = new Uint8Array(pool);
      let distinct = 0;
      for (let index = 0; index < count; index++) {
        const subject = draw(index);
        distinct += 1 - seen[subject];
        seen[subject] = 1;
      }
      return distinct;
    },
  };
}

// A request is a revisit by its number alone; which subject it visits is drawn until a number comes up that was no revisit,
// so that all subjects seen before it are visited equally often.
function revisiting(probability: number, seed: number): Subjects {
  const isFresh = (index: number) => index === 0 || uniform(seed, index, 0) >= probability;
  return {
    of: (index) => {
      if (isFresh(index)) {
        return { subject: index, fresh: true };
      }
      for (let attempt = 1; attempt <= TRIES; attempt++) {
        const earlier = Math.floor(uniform(seed, index, attempt) * index);
        if (isFresh(earlier)) {
          return { subject: earlier, fresh: false };
        }
      }
      return { subject: 0, fresh: false };
    },
    distinct: (count) => {
      let distinct = 0;
      for (let index = 0; index < count; index++) {
        distinct += isFresh(index) ? 1 : 0;
      }
      return distinct;
    },
  };
}

// A number in [0, 1) that depends on three others and on nothing else: their bits, mixed as MurmurHash3 ends.
export function uniform(seed: number, index: number, draw: number): number {
  const high = mix(seed ^ mix(Math.floor(index / 2 ** 32) ^ mix(draw ^ 0x9e3779b9)));
  const first = mix(high ^ (index >>> 0));
  return (first >>> 5) / 2 ** 27 + (mix(first ^ 0x85ebca6b) >>> 6) / 2 ** 53;
}

function mix(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

// Ranks 1..pool with a probability proportional to 1/rank^exponent, by rejection-inversion (W. Hormann, G. Derflinger,
// Rejection-inversion to generate variates from monotone discrete distributions, 1996).
function zipf(pool: number, exponent: number): (random: (draw: number) => number) => number {
  const density = (x: number) => Math.exp(-exponent * Math.log(x));
  const integral = (x: number) => {
    const log = Math.log(x);
    return expm1Over((1 - exponent) * log) * log;
  };
  const inverse = (x: number) => {
    const t = Math.max(-1, x * (1 - exponent));
    return Math.exp(log1pOver(t) * x);
  };
  const atFirst = integral(1.5) - 1;
  const atLast = integral(pool + 0.5);
  const shortcut = 2 - inverse(integral(2.5) - density(2));
  return (random) => {
    for (let draw = 0; ; draw++) {
      const u = atLast + random(draw) * (atFirst - atLast);
      const x = inverse(u);
      const rank = Math.min(pool, Math.max(1, Math.floor(x + 0.5)));
      if (rank - x <= shortcut || u >= integral(rank + 0.5) - density(rank)) {
        return rank;
      }
    }
  };
}

function expm1Over(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.expm1(x) / x : 1 + x / 2;
}

function log1pOver(x: number): number {
  return Math.abs(x) > 1e-8 ? Math.log1p(x) / x : 1 - x / 2;
}
