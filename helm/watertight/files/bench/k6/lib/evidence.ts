// What became of each request, one line for each, for a bench that judges the limiter by it. None of it may be a metric's tag:
// there are as many subjects as requests.

export interface Answer {
  status: number;
  error_code: number;
  headers: Record<string, string>;
  timings: { blocked: number; duration: number };
}

// said once, when all users are there and nothing has been sent yet
export const BEGIN = 'ready engine=k6';

// e PART SUBJECT STATUS ERROR DECIDED_AT REPLICA BEFORE AFTER LATENCY, with a hyphen for what the answer does not say: the
// error is k6's code, 0 for none; before and after are the wall clock's milliseconds, latency is in microseconds.
export function line(part: string, subject: number, before: number, after: number, answer: Answer): string {
  // what k6 calls blocked has the opening of a connection in it
  const { blocked, duration } = answer.timings;
  const decidedAt = answer.headers['Watertight-Decided-At'] || '-';
  const replica = answer.headers['Watertight-Replica'] || '-';
  const micros = Math.round((blocked + duration) * 1000);
  return `e ${part} ${subject} ${answer.status} ${answer.error_code} ${decidedAt} ${replica} ${before} ${after} ${micros}`;
}
