import { MantineProvider } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { groundOf, initialsOf } from '@/components/Avatar';
import { Composer } from '@/components/Composer';
import { Dialog } from '@/components/Dialog';
import { Marked } from '@/components/Marked';
import { NextActions } from '@/components/NextActions';
import { Toasts } from '@/components/Toasts';
import { startI18n } from '@/lib/i18n';
import { showToast, useToasts } from '@/lib/toasts';
import { rememberChange, useUndo } from '@/lib/undo';

beforeEach(() => {
  startI18n();
  useToasts.setState({ toasts: [] });
  useUndo.setState({ steps: [], undone: [] });
});

const show = (children: ReactNode) => render(<MantineProvider>{children}</MantineProvider>);

describe('Avatar', () => {
  it('takes the first letters of the first and last word', () => {
    expect(initialsOf('María José Fernández-Quiroga')).toBe('MQ');
    expect(initialsOf('Owner')).toBe('O');
    expect(initialsOf('ليلى حداد')).toBe('لح');
    expect(initialsOf('4821')).toBe('?');
  });

  it('gives the same name the same ground, always one of six', () => {
    expect(groundOf('Zofia')).toBe(groundOf('Zofia'));
    expect(['a', 'bb', 'ccc', 'Åsa'].every((name) => groundOf(name) >= 1 && groundOf(name) <= 6)).toBe(true);
  });
});

describe('Toasts', () => {
  it('go after eight seconds, but stay while focused', () => {
    vi.useFakeTimers();
    show(<Toasts />);
    act(() => void showToast({ tone: 'done', content: 'Moved', action: { label: 'Undo', run: () => undefined } }));
    act(() => screen.getByRole('button', { name: 'Undo' }).focus());
    act(() => void vi.advanceTimersByTime(20_000));
    expect(screen.getByText('Moved')).toBeVisible();
    act(() => screen.getByRole('button', { name: 'Undo' }).blur());
    act(() => void vi.advanceTimersByTime(8_000));
    expect(screen.queryByText('Moved')).toBeNull();
    vi.useRealTimers();
  });
});

describe('Toasts of changes', () => {
  it('show the keys only where they would undo', () => {
    const undoable = (content: string) =>
      showToast({ tone: 'done', content, action: { label: 'Undo', keys: 'mod+z', run: () => undefined } });
    show(<Toasts />);
    act(() => rememberChange({ change: 1, toast: undoable('First') }));
    act(() => rememberChange({ change: 2, toast: undoable('Second') }));
    expect(screen.getByRole('status')).toHaveTextContent(/^FirstUndoSecondUndoCtrlZ$/);
    // A change without a toast comes next; no toast may promise its undo.
    act(() => rememberChange({ change: 3 }));
    expect(screen.getByRole('status')).toHaveTextContent(/^FirstUndoSecondUndo$/);
  });
});

describe('NextActions', () => {
  it('shows four and the others on demand', () => {
    const actions = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => ({
      key,
      icon: IconPhone,
      title: `Call ${key}`,
      run: () => undefined,
    }));
    show(<NextActions actions={actions} />);
    expect(screen.queryByText('Call e')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '2 more' }));
    expect(screen.getByText('Call f')).toBeVisible();
  });
});

describe('Composer', () => {
  const compose = (value: string, run: () => void) =>
    show(
      <Composer
        mode="reply"
        onMode={() => undefined}
        value={value}
        onChange={() => undefined}
        send={{ label: 'Send', run }}
      />,
    );

  it('sends with Ctrl and Enter', () => {
    const run = vi.fn();
    compose('Hello', run);
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Reply' }), { key: 'Enter', ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not send nothing', () => {
    const run = vi.fn();
    compose('  ', run);
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Reply' }), { key: 'Enter', ctrlKey: true });
    expect(run).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  });
});

describe('Dialog', () => {
  it('closes the top layer only', () => {
    const closes = { lower: vi.fn(), upper: vi.fn() };
    show(
      <>
        <Dialog open onClose={closes.lower} title="Lower">
          a
        </Dialog>
        <Dialog open onClose={closes.upper} title="Upper">
          b
        </Dialog>
      </>,
    );
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(closes.upper).toHaveBeenCalledTimes(1);
    expect(closes.lower).not.toHaveBeenCalled();
  });
});

it('marks hits by offset and leaves broken offsets alone', () => {
  const { container } = show(
    <Marked
      text="Call Zofia"
      marks={[
        [0, 4],
        [5, 99],
      ]}
    />,
  );
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Call']);
  expect(container).toHaveTextContent('Call Zofia');
});
