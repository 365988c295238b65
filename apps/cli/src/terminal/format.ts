/** Figures as people read them: thousands separated by commas, a space before the unit. */

/** `1234567` and `"1234567.5"` as `1,234,567` and `1,234,567.5`. Takes any decimal, of any length, unrounded. */
export function formatCount(value: number | bigint | string): string {
  const [whole = '', decimals] = String(value).split('.');
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** `1 order`, `2,000 orders`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A decimal with its sign, also where it is positive. */
export function formatSigned(value: string): string {
  return value.startsWith('-') ? formatCount(value) : `+${formatCount(value)}`;
}

/** `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${formatCount(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A share in percent with one decimal; of nothing it is nothing. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** How many a second, two significant digits or whole. */
export function formatRate(count: number, durationMs: number): string {
  if (durationMs <= 0) return '–';
  const rate = (1000 * count) / durationMs;
  return `${rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate))}/s`;
}

/** An instant as `YYYY-MM-DD hh:mm:ss`, UTC; the seconds only where they are not 0. */
export function formatInstant(instant: string | number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return plain(String(instant));
  const [day = '', time = ''] = date.toISOString().split('T');
  return `${day} ${time.slice(5, 8) === ':00' ? time.slice(0, 5) : time.slice(0, 8)}`;
}

/**
 * Text from the ledger as a terminal may show it: names and reasons are free, and one with control characters in it
 * must not move the cursor or colour the screen.
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\u{FFFD}');
}
