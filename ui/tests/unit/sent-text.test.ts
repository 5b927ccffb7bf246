import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { addFiles, type Draft, sentText, setMode, settleDraft, useDraft, write } from '@/features/tickets/drafts';

vi.mock('@/lib/api', async (original) => ({
  ...(await original<typeof import('@/lib/api')>()),
  call: () => Promise.resolve({}),
  upload: () => Promise.resolve({ id: 7 }),
}));

let ticket = 0;
const draft = (): Draft => renderHook(() => useDraft(ticket)).result.current;
const photo = () => new File(['x'], 'photo.jpg');

beforeEach(() => {
  ticket += 1;
});

function send(mode: 'reply' | 'note', text: string) {
  setMode(ticket, mode);
  write(ticket, mode, text);
  const beside = sentText(ticket, mode, text, 'too large');
  settleDraft(ticket, mode);
  return beside;
}

test('what was sent comes back with each undo and goes with each redo', () => {
  for (const mode of ['reply', 'note'] as const) {
    ticket += 1;
    const { undone, redone } = send(mode, 'Tuesday at nine');
    setMode(ticket, mode === 'reply' ? 'note' : 'reply');
    for (let round = 0; round < 2; round += 1) {
      undone();
      expect(draft()).toMatchObject({ mode, texts: { [mode]: 'Tuesday at nine' } });
      redone();
      expect(draft().texts[mode]).toBe('');
    }
  }
});

test('its files come back and go with it', () => {
  const file = photo();
  addFiles(ticket, 'reply', [file], 'too large');
  const { undone, redone } = send('reply', 'See the picture');
  expect(draft().files.reply).toEqual([]);
  undone();
  expect(draft().files.reply.map((one) => one.file)).toEqual([file]);
  redone();
  expect(draft().files.reply).toEqual([]);
});

test('what is being written by then stays, and so does where it is written', () => {
  const { undone, redone } = send('reply', 'Tuesday at nine');
  write(ticket, 'reply', 'Wednesday');
  undone();
  expect(draft().texts.reply).toBe('Wednesday');
  redone();
  expect(draft().texts.reply).toBe('Wednesday');
});

test('a remark for the team that is being written does not become an answer', () => {
  const file = photo();
  addFiles(ticket, 'reply', [file], 'too large');
  const { undone } = send('reply', 'Tuesday at nine');
  setMode(ticket, 'note');
  write(ticket, 'note', 'They never pay');
  undone();
  expect(draft()).toMatchObject({ mode: 'note', texts: { reply: 'Tuesday at nine', note: 'They never pay' } });
  expect(draft().files).toMatchObject({ reply: [{ file }], note: [] });
});

test('a file belongs to the answer or to the note', () => {
  addFiles(ticket, 'reply', [photo()], 'too large');
  write(ticket, 'note', 'Look at their boiler');
  send('note', 'Look at their boiler');
  expect(draft().files.reply.length).toBe(1);
});
