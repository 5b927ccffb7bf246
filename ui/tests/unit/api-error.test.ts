import { beforeAll, describe, expect, it } from 'vitest';
import { spoken } from '@/lib/api';
import { startI18n } from '@/lib/i18n';

describe('errors of the backend', () => {
  beforeAll(() => {
    window.history.replaceState(null, '', '?locale=en-XA');
    startI18n();
  });

  it('are said in the language of the screen, with their values', () => {
    const error = spoken({
      code: 'conflict',
      message: 'Maren changed this after you opened it. Look at it again, then save.',
      phrase: { key: 'error.conflict.changed', values: { who: 'Maren' }, text: 'English' },
      field: 'name',
      hint: 'What you typed is still in the form.',
      hint_phrase: { key: 'error.conflict.kept', values: {}, text: 'English' },
    });
    expect(error.message).toMatch(/^\[Maren çĥáñğéð/);
    expect(error.hint).toMatch(/^\[Ŵĥáţ/);
    expect([error.code, error.field]).toEqual(['conflict', 'name']);
  });

  it('stay in the words of the backend where it sent no phrase, or one that is not known here', () => {
    expect(spoken({ code: 'invalid', message: 'Plain words.' }).message).toBe('Plain words.');
    const phrase = { key: 'error.of.tomorrow', values: {}, text: 'Something new.' };
    expect(spoken({ code: 'invalid', message: 'Something new.', phrase }).message).toBe('Something new.');
  });
});
