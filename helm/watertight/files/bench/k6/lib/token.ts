// A JSON Web Token for one subject.

import encoding from 'k6/encoding';
import { sign, withoutLineEnd } from './jws.ts';
import { dryRun, token } from './knobs.ts';

// where the README has the key made
const KEY_OF_THE_README = '../../../key';

const header = encoding.b64encode(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: token.keyId }), 'rawurl');

const secret = token.kind === 'none' || dryRun ? new ArrayBuffer(0) : readSecret();

export function tokenFor(subject: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims: Record<string, string | number> = { sub: subject, iat: now, exp: now + token.ttlSeconds };
  if (token.issuer) {
    claims.iss = token.issuer;
  }
  if (token.audience) {
    claims.aud = token.audience;
  }
  if (token.plan) {
    claims.plan = token.plan;
  }
  return sign(secret, `${header}.${encoding.b64encode(JSON.stringify(claims), 'rawurl')}`);
}

function readSecret(): ArrayBuffer {
  const file = token.secretFile || import.meta.resolve(KEY_OF_THE_README);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(open(file, 'b'));
  } catch (missing) {
    throw new Error(
      `secret: ${file} cannot be read (name one with -e SECRET_FILE=..., or send no tokens with -e TOKEN=none)`,
    );
  }
  const line = withoutLineEnd(bytes);
  if (line.length < 32) {
    throw new Error(`secret: ${line.length} bytes (expected: >= 32 for HS256)`);
  }
  return line.slice().buffer;
}
