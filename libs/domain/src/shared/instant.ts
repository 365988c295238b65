const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|\+00:00)$/;

/**
 * Reads an instant: ISO 8601 in UTC (`Z` or `+00:00`), of a day that exists. What is finer than a millisecond is
 * cut off.
 *
 * @returns the instant as `YYYY-MM-DDTHH:mm:ss.sssZ`, so that equal instants are equal texts and sort as such;
 * undefined when the input is none.
 */
export function parseInstant(input: unknown): string | undefined {
  if (typeof input !== 'string') return undefined;
  const match = INSTANT.exec(input);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = ''] = match;
  const date = `${year}-${month}-${day}`;
  if (!exists(date)) return undefined;
  return `${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

/** Whether the calendar has the day: a date that rolls over to another (30 February) does not exist. */
function exists(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}
