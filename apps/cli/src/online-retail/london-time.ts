const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const londonOffset = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'longOffset',
});

/**
 * Converts the UK's wall-clock time to UTC.
 *
 * Of the hour that comes twice in October the first is meant; a time in the hour that March leaves out is read
 * as if the clocks had not been put forward yet.
 *
 * @param wallTime `YYYY-MM-DDThh:mm:ss`, without a zone
 * @returns the instant as `YYYY-MM-DDThh:mm:ss.000Z`
 * @throws RangeError if it is no such time
 */
export function londonToUtc(wallTime: string): string {
  const wallMs = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(wallTime)
    ? Date.parse(`${wallTime}Z`)
    : Number.NaN;
  if (Number.isNaN(wallMs)) throw new RangeError(`no local date and time: "${wallTime}"`);

  const before = offsetMs(wallMs - DAY_MS);
  const after = offsetMs(wallMs + DAY_MS);
  const offset = [before, after].find((candidate) => offsetMs(wallMs - candidate) === candidate) ?? before;
  return new Date(wallMs - offset).toISOString();
}

/** How far the UK's clocks are ahead of UTC at an instant. */
function offsetMs(instantMs: number): number {
  const name = londonOffset.formatToParts(instantMs).find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name ?? '?') ?? ['', '?'];
  if (sign === undefined) return 0;
  if (sign === '?') throw new Error(`this runtime does not know the offset of Europe/London: ${name}`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
