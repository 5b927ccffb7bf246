import { beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '@/lib/i18n';
import { say } from '@/lib/phrase';

const phrase = (key: string, values: Record<string, unknown>, text = '') => ({ key, values, text });

describe('phrases of the backend', () => {
  beforeAll(() => startI18n());

  it('take their values, and lengths of time in words', () => {
    expect(say(phrase('customer.answer.why', { subject: 'No {{heat}} $t(x)', waited: 7_200_000 }))).toBe(
      '“No {{heat}} $t(x)” has waited 2 h.',
    );
  });

  it('choose between singular and plural', () => {
    const failed = (count: number) => say(phrase('today.run.title', { name: 'Nurture', count }));
    expect([failed(1), failed(3)]).toEqual(['“Nurture” failed', '“Nurture” failed 3 times']);
  });

  it('stay in English where a newer backend says something unknown, and leave typed words alone', () => {
    expect(say(phrase('today.unheard', {}, 'Something new.'))).toBe('Something new.');
    expect(say(phrase('', {}, '{{name}}'))).toBe('{{name}}');
  });
});
