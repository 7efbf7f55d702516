// JSON Web Signatures with HS256, in one synchronous call each.

import crypto from 'k6/crypto';

// head and claims, each in base64url, with a dot between them, and then their signature
export function sign(key: ArrayBuffer, signed: string): string {
  return `${signed}.${crypto.hmac('sha256', key, signed, 'base64rawurl')}`;
}

// A secret as the gateway reads it: a line of printable ASCII without its end, anything else byte for byte.
export function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  const printable = bytes.every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === 9 || byte === 10 || byte === 13);
  if (!printable || bytes[bytes.length - 1] !== 10) {
    return bytes;
  }
  return bytes.subarray(0, bytes.length - (bytes[bytes.length - 2] === 13 ? 2 : 1));
}
