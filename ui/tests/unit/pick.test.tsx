import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { PickCustomer } from '@/components/PickCustomer';
import { ZoneField } from '@/components/PlaceFields';
import { CustomerPicker } from '@/features/tickets/CustomerPicker';
import { startI18n } from '@/lib/i18n';

const CUSTOMERS = [
  { id: 1, name: 'Ada Lovelace', kind: 'person' },
  { id: 2, name: 'Harbour Hotel', kind: 'organisation' },
];

let created: string[] = [];

beforeEach(() => {
  startI18n();
  created = [];
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://localhost');
    if (init.method === 'POST') {
      const { name } = JSON.parse(String(init.body));
      created.push(name);
      return Response.json({ id: 3, name, kind: 'person' });
    }
    const id = /customers\/(\d+)$/.exec(url.pathname)?.[1];
    if (id) return Response.json({ ...CUSTOMERS[Number(id) - 1] });
    const wanted = (url.searchParams.get('q') ?? '').toLowerCase();
    return Response.json({ items: CUSTOMERS.filter(({ name }) => name.toLowerCase().startsWith(wanted)) });
  });
});

type Picker = (props: { value: number | null; onPick: (id: number | null) => void }) => ReactNode;

function form(Picker: Picker, start: number | null = null) {
  const picked = vi.fn();
  const sent = vi.fn();
  function Form() {
    const [value, setValue] = useState(start);
    const pick = (id: number | null) => {
      picked(id);
      setValue(id);
    };
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sent();
        }}
      >
        <Picker value={value} onPick={pick} />
        <button type="submit">Add</button>
      </form>
    );
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <Form />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { picked, sent, field: screen.getByLabelText('Customer', { selector: 'input' }) };
}

/** As a browser does: Enter in a field sends its form, unless somebody took the key. */
function enter(field: HTMLElement) {
  if (fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' })) fireEvent.submit(field);
}

const ticket: Picker = (props) => <CustomerPicker label="Customer" {...props} />;

it('Enter takes the first customer that answers what was typed, and does not send the form', async () => {
  const { picked, sent, field } = form(ticket);
  field.focus();
  fireEvent.change(field, { target: { value: 'harb' } });
  // At once, before the search has answered.
  enter(field);
  await waitFor(() => expect(picked.mock.calls).toEqual([[2]]));
  expect(sent).not.toHaveBeenCalled();
  await waitFor(() => expect(field).toHaveValue('Harbour Hotel'));
  enter(field);
  expect(sent).toHaveBeenCalledTimes(1);
});

it('Enter adds the customer who is not there yet', async () => {
  const { picked, sent, field } = form(ticket);
  field.focus();
  fireEvent.change(field, { target: { value: 'Zofia' } });
  enter(field);
  await waitFor(() => expect(created).toEqual(['Zofia']));
  await waitFor(() => expect(picked.mock.calls).toEqual([[3]]));
  expect(sent).not.toHaveBeenCalled();
});

it('Enter in the emptied field takes the customer away', async () => {
  const { picked, sent, field } = form(ticket, 1);
  await waitFor(() => expect(field).toHaveValue('Ada Lovelace'));
  field.focus();
  fireEvent.change(field, { target: { value: '' } });
  enter(field);
  await waitFor(() => expect(picked.mock.calls).toEqual([[null]]));
  expect(sent).not.toHaveBeenCalled();
});

it('the picker of other forms does the same', async () => {
  const { picked, sent, field } = form(({ value, onPick }) => (
    <PickCustomer label="Customer" value={value} onChange={onPick} />
  ));
  field.focus();
  fireEvent.change(field, { target: { value: 'harb' } });
  enter(field);
  await waitFor(() => expect(picked.mock.calls).toEqual([[2]]));
  expect(sent).not.toHaveBeenCalled();
  await waitFor(() => expect(field).toHaveValue('Harbour Hotel'));
  field.focus();
  fireEvent.change(field, { target: { value: 'nobody at all' } });
  enter(field);
  expect(sent).not.toHaveBeenCalled();
  expect(picked).toHaveBeenCalledTimes(1);
});

it('the picker of other forms adds who is not there yet, where it may', async () => {
  const { picked, sent, field } = form(({ value, onPick }) => (
    <PickCustomer label="Customer" creates organisations value={value} onChange={onPick} />
  ));
  field.focus();
  fireEvent.change(field, { target: { value: 'Bäckerei Schröder' } });
  enter(field);
  await waitFor(() => expect(created).toEqual(['Bäckerei Schröder']));
  await waitFor(() => expect(picked.mock.calls).toEqual([[3]]));
  expect(sent).not.toHaveBeenCalled();
});

it('Enter in the time zone takes the first that is found, and does not send the form', async () => {
  const chosen = vi.fn();
  const { sent, field } = form(() => <ZoneField label="Customer" locale="en-GB" value="UTC" onChange={chosen} />);
  field.focus();
  fireEvent.change(field, { target: { value: 'berl' } });
  enter(field);
  await waitFor(() => expect(chosen.mock.calls).toEqual([['Europe/Berlin']]));
  expect(sent).not.toHaveBeenCalled();
});
