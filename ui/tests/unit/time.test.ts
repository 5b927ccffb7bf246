import { describe, expect, it } from 'vitest';
import { daysBetween, dueOf, formatExact, formatLongDay, formatWhen, lengthOf } from '@/lib/time';

const london = { zone: 'Europe/London', locale: 'en-GB' };
const auckland = { zone: 'Pacific/Auckland', locale: 'en-GB' };
/** Friday 20 November 2026. */
const now = Date.parse('2026-11-20T09:42:00Z');
const at = (iso: string) => Date.parse(iso);

describe('formatWhen', () => {
  it('shows the clock today, the weekday this week, the date before', () => {
    expect(formatWhen(at('2026-11-20T07:58:00Z'), now, london)).toBe('07:58');
    expect(formatWhen(at('2026-11-23T09:40:00Z'), now, london)).toBe('Mon 09:40');
    expect(formatWhen(at('2026-11-27T09:40:00Z'), now, london)).toBe('27 Nov');
    expect(formatWhen(at('2025-02-03T09:40:00Z'), now, london)).toBe('3 Feb 2025');
  });

  it('counts days in the zone of the business', () => {
    const lateEvening = at('2026-11-20T12:30:00Z');
    expect(formatWhen(lateEvening, now, london)).toBe('12:30');
    expect(daysBetween(now, lateEvening, auckland.zone)).toBe(1);
  });
});

describe('lengthOf', () => {
  it('takes the largest whole unit', () => {
    expect(lengthOf(-12 * 60_000)).toEqual({ unit: 'minute', n: 12 });
    expect(lengthOf(150 * 60_000)).toEqual({ unit: 'hour', n: 2 });
    expect(lengthOf(9.5 * 86_400_000)).toEqual({ unit: 'day', n: 9 });
  });
});

describe('dueOf', () => {
  it('is late, soon or later', () => {
    expect(dueOf(now - 12 * 60_000, now, london)).toEqual({ tone: 'late', amount: { unit: 'minute', n: 12 } });
    expect(dueOf(now + 18 * 60_000, now, london)).toEqual({ tone: 'soon', amount: { unit: 'minute', n: 18 } });
    expect(dueOf(at('2026-11-20T13:10:00Z'), now, london)).toEqual({ tone: 'later', when: '13:10' });
  });
});

it('says the exact time with its zone', () => {
  expect(formatExact(now, london)).toMatch(/^Friday,? 20 November 2026 at 09:42 GMT$/);
  expect(formatLongDay(now, london)).toBe('Friday 20 November');
});
