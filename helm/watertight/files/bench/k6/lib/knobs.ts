// What can be set from outside, each as -e NAME=VALUE, checked before anything is sent.

import { Size, millisOf } from './registry.ts';

declare const __ENV: Record<string, string | undefined>;

function text(name: string, otherwise: string): string {
  const value = __ENV[name];
  return value === undefined || value === '' ? otherwise : value;
}

function optionalNumber(name: string, least: number, most: number): number | undefined {
  const written = text(name, '');
  if (written === '') {
    return undefined;
  }
  const value = Number(written);
  if (!(value >= least && value <= most)) {
    throw new Error(`${name}: ${written} (expected: ${least}..${most})`);
  }
  return value;
}

function optionalInteger(name: string, least: number, most: number): number | undefined {
  const value = optionalNumber(name, least, most);
  if (value !== undefined && !Number.isInteger(value)) {
    throw new Error(`${name}: ${value} (expected: a whole number, ${least}..${most})`);
  }
  return value;
}

// a file as the shell means it, not relative to this script
function file(name: string): string {
  const written = text(name, '');
  return written === '' || /^(\/|[a-z]+:)/.test(written) ? written : `${text('PWD', '.')}/${written}`;
}

function flag(name: string): boolean {
  const written = text(name, 'false');
  if (written !== 'true' && written !== 'false') {
    throw new Error(`${name}: ${written} (expected: true or false)`);
  }
  return written === 'true';
}

export const size: Size = {
  rate: optionalNumber('RATE', 0.01, 1e6),
  pulses: optionalNumber('PULSES', 0.01, 1000),
  users: optionalInteger('USERS', 1, 100_000),
  steps: optionalInteger('STEPS', 1, 1000),
  millis: text('DURATION', '') === '' ? undefined : millisOf(text('DURATION', '')),
  subjects: text('SUBJECTS', '') || undefined,
};

export const baseUrl = text('BASE_URL', 'http://127.0.0.1:8080').replace(/\/+$/, '');
export const paths = text('PATHS', '/api').split(',');
export const method = text('METHOD', 'GET');
export const bodyBytes = optionalInteger('BODY_BYTES', 0, 1 << 24) ?? 0;
export const upstreamLatency = text('UPSTREAM_LATENCY', '');
export const timeout = text('TIMEOUT', '');
export const vus = optionalInteger('VUS', 1, 100_000);
export const requestsPerConnection = optionalInteger('REQUESTS_PER_CONNECTION', 1, 1e9);
export const generatorId = text('GENERATOR_ID', '');
export const seed = optionalInteger('SEED', 0, 2 ** 32 - 1) ?? 1;
export const limitedShare = optionalNumber('LIMITED_SHARE', 0, 1);
export const summaryFile = text('SUMMARY', '');
export const dryRun = flag('DRY_RUN');
export const evidence = flag('EVIDENCE');

export const token = {
  kind: text('TOKEN', 'HS256'),
  secretFile: file('SECRET_FILE'),
  keyId: text('KID', 'k1'),
  issuer: text('ISSUER', ''),
  audience: text('AUDIENCE', ''),
  plan: text('PLAN', ''),
  ttlSeconds: millisOf(text('TTL', '1h')) / 1000,
};

if (token.kind !== 'HS256' && token.kind !== 'none') {
  throw new Error(`TOKEN: ${token.kind} (expected: HS256 or none)`);
}
if (!/^[A-Za-z0-9._]{0,32}$/.test(generatorId)) {
  throw new Error(`GENERATOR_ID: ${generatorId} (expected: 1 to 32 letters, digits, dots or underscores)`);
}
if (!paths.every((path) => path.startsWith('/'))) {
  throw new Error(`PATHS: ${paths.join(',')} (expected: paths that begin with /, with commas between them)`);
}
