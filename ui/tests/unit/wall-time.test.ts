import { describe, expect, it } from 'vitest';
import { wallToMs } from '@/lib/wall-time';

describe('wall time', () => {
  it('is what the clock of the zone shows', () => {
    expect(wallToMs('2026-11-24', '14:00', 'Europe/London')).toBe(Date.parse('2026-11-24T14:00:00Z'));
    expect(wallToMs('2026-07-24', '14:00', 'Europe/London')).toBe(Date.parse('2026-07-24T13:00:00Z'));
    expect(wallToMs('2026-07-24', '09:30', 'Asia/Kathmandu')).toBe(Date.parse('2026-07-24T03:45:00Z'));
  });

  it('holds on both sides of a clock change', () => {
    expect(wallToMs('2026-10-25', '00:30', 'Europe/London')).toBe(Date.parse('2026-10-24T23:30:00Z'));
    expect(wallToMs('2026-10-25', '03:00', 'Europe/London')).toBe(Date.parse('2026-10-25T03:00:00Z'));
  });
});
