const INSTANT =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|\+00:00)$/;

/** The days that every month has. */
const DAYS_MIN = 28;

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
  const [, year = '', month = '', day = '', hour, minute, second = '00', fraction = ''] = match;
  if (Number(day) > DAYS_MIN && Number(day) > daysOf(Number(year), Number(month))) return undefined;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

function daysOf(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeapYear ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
