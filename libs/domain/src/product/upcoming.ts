import type { ResolvedOptions } from '../options/resolved.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { type Asked, perUnit } from './demand.ts';

/** Whether a product is announced for later. */
export interface Upcoming {
  readonly upcoming: boolean;
  /** From when on it is expected (ISO 8601 UTC); null where that is not known, or already past. */
  readonly availabilityDate: string | null;
}

/** The flag is on, and the date is not past where labels past their date are hidden. */
export function upcomingAt({ values }: ResolvedOptions, now: string): Upcoming {
  const { isUpcoming, availabilityDate, hideLabelsPastAvailabilityDate } = values;
  const isPast = availabilityDate !== null && availabilityDate < now;
  if (!isUpcoming || (isPast && hideLabelsPastAvailabilityDate)) return NOT_UPCOMING;
  return { upcoming: true, availabilityDate: isPast ? null : availabilityDate };
}

const NOT_UPCOMING: Upcoming = Object.freeze({ upcoming: false, availabilityDate: null });

/**
 * SHIPS_TOO_LATE: wanted before the day on which the product is expected, by the calendar of the website's time zone.
 */
export function checkShipping(
  asked: Asked,
  shipUntil: string,
  timeZone: string,
  options: ResolvedOptions,
  now: string,
  reasons: Reason[],
): void {
  const { availabilityDate } = upcomingAt(options, now);
  if (availabilityDate === null) return;
  const [expected, wanted] = [dayOf(availabilityDate, timeZone), dayOf(shipUntil, timeZone)];
  if (wanted >= expected) return;
  const { sku } = asked;
  const message = `${quote(sku)} is expected on ${expected} and cannot ship by ${wanted}`;
  const source = options.source('isUpcoming');
  for (const { unit } of perUnit(asked)) {
    const figures = { sku, ...(unit !== undefined && { unit }), shipUntil, availabilityDate, source };
    reasons.push({ code: 'SHIPS_TOO_LATE', message, path: 'shipUntil', ...figures });
  }
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The calendar day of an instant in a time zone, `YYYY-MM-DD`; a day is itself. */
export function dayOf(instant: string, timeZone: string): string {
  if (DAY.test(instant)) return instant;
  return calendarOf(timeZone).format(new Date(instant)).padStart('YYYY-MM-DD'.length, '0');
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Canadian English writes a date as ISO 8601 does. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendar = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    calendars.set(timeZone, calendar);
  }
  return calendar;
}
