import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { JobEnds } from '@/app/shell/JobEnds';
import { DateField } from '@/components/DateField';
import { Dialog } from '@/components/Dialog';
import { ErrorState } from '@/components/ErrorState';
import { Sample } from '@/features/settings/import/ReportParts';
import { formatBytes } from '@/features/tickets/bytes';
import { ApiError } from '@/lib/api';
import { startI18n } from '@/lib/i18n';
import { announceEnd, useStartedJobs } from '@/lib/job';
import { showToast, useToasts } from '@/lib/toasts';

// Calendars and routers are drawn slowly on a busy computer.
vi.setConfig({ testTimeout: 20_000 });

beforeEach(() => {
  startI18n();
  useToasts.setState({ toasts: [] });
  useStartedJobs.setState({ jobs: [] });
});

const show = (children: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">{children}</MantineProvider>
    </QueryClientProvider>,
  );

it('Esc closes the calendar, then the dialog it is in', async () => {
  const close = vi.fn();
  show(
    <Dialog open onClose={close} title="Note down a call">
      <DateField label="On" value="2026-11-21" onChange={() => undefined} />
    </Dialog>,
  );
  const field = screen.getByText('21 Nov 2026');
  const calendarGone = () => waitFor(() => expect(screen.queryByLabelText('21 November 2026')).toBeNull());
  fireEvent.click(field);
  const day = await screen.findByLabelText('21 November 2026');
  expect(day).toHaveAttribute('data-selected');
  fireEvent.keyDown(day, { key: 'Escape', code: 'Escape' });
  await calendarGone();
  expect(close).not.toHaveBeenCalled();

  // The focus may still be on the field, a frame after opening.
  fireEvent.click(field);
  await screen.findByLabelText('21 November 2026');
  fireEvent.keyDown(field, { key: 'Escape', code: 'Escape' });
  await calendarGone();
  expect(close).not.toHaveBeenCalled();

  fireEvent.keyDown(field, { key: 'Escape', code: 'Escape' });
  expect(close).toHaveBeenCalledTimes(1);
});

it('what is gone leads back to its list; what failed can be tried again', async () => {
  const retry = vi.fn();
  const page = (code: string) => {
    const root = createRootRoute();
    const ticket = createRoute({
      getParentRoute: () => root,
      path: '/tickets/9',
      component: () => (
        <ErrorState page error={new ApiError(code, 'This ticket does not exist.')} onRetry={retry} list="/tickets" />
      ),
    });
    const list = createRoute({ getParentRoute: () => root, path: '/tickets', component: () => <h1>All tickets</h1> });
    const history = createMemoryHistory({ initialEntries: ['/tickets/9'] });
    const router = createRouter({ routeTree: root.addChildren([ticket, list]), history });
    return show(<RouterProvider router={router as never} />);
  };
  const shown = page('not_found');
  expect(await screen.findByRole('heading', { name: 'This ticket does not exist.' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Back to the list' }));
  expect(await screen.findByRole('heading', { name: 'All tickets' })).toBeVisible();
  shown.unmount();

  page('busy');
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledTimes(1);
});

it.each([
  [{ status: 'done', result: { path: '/backups/1' } }, 'done', 'Backup is done'],
  [
    { status: 'done', result: { problems: ['A row is not in the log.'] } },
    'error',
    'Backup is done and found problems',
  ],
  [{ status: 'failed', message: 'The disk is full.' }, 'error', 'Backup did not get to its end'],
])('long work says that it has ended, %j', async (end, tone, text) => {
  let job: object = { id: 7, title: 'Backup', status: 'running', done: 0 };
  vi.stubGlobal('fetch', async () => Response.json(job));
  show(<JobEnds />);
  act(() => announceEnd(7, showToast({ tone: 'done', content: 'Backup started' })));
  expect(useToasts.getState().toasts).toMatchObject([{ content: 'Backup started' }]);
  job = { ...job, ...end };
  await waitFor(() => expect(useStartedJobs.getState().jobs).toEqual([]), { timeout: 3000 });
  const { toasts } = useToasts.getState();
  expect(toasts).toHaveLength(1);
  expect(toasts[0]?.tone).toBe(tone);
  show(toasts[0]?.content);
  expect(document.body).toHaveTextContent(text);
});

it('the preview of an import ends with its last row', () => {
  show(<Sample rows={[{ name: 'Ada' }, { name: ' ' }, {}] as never} />);
  // The head and Ada.
  expect(screen.getAllByRole('row')).toHaveLength(2);
});

it('bytes have a plural', () => {
  expect([1, 103, 1200].map((bytes) => formatBytes(bytes, 'en-GB'))).toEqual(['1 byte', '103 bytes', '1.2 kB']);
});
