// What `helm test` runs: the gateway answers 401, 200 and 429, or this fails.

import http from 'k6/http';
import { check } from 'k6';
import { baseUrl, paths } from '../bench/k6/lib/knobs.ts';
import { tokenFor } from '../bench/k6/lib/token.ts';

declare const __ENV: Record<string, string | undefined>;

export const options = { vus: 1, iterations: 1, thresholds: { checks: ['rate==1'] } };

export default function (): void {
  const url = `${baseUrl}${paths[0]}`;
  check(http.get(url), { 'without a token 401': (answer) => answer.status === 401 });

  // a subject that nobody has seen, so that it has all of its limit
  const params = { headers: { Authorization: `Bearer ${tokenFor(`helm-test-${Date.now()}`)}` } };
  check(http.get(url, params), { 'with a token 200': (answer) => answer.status === 200 });

  const most = Number(__ENV.MAX_REQUESTS);
  let sent = 1;
  let status = 0;
  while (status !== 429 && sent < most) {
    status = http.get(url, params).status;
    sent++;
  }
  check(status, { 'past the limit 429': (last) => last === 429 });
  console.log(`${sent} requests of one subject, the last answered with ${status}`);
}
