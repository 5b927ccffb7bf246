/** Between what stands in the form and what the operations take. */
import type { PutBack } from '@/components/record-restore';
import type { Result } from '@/lib/api';
import type { CustomerStatus } from './list-search';

export type Customer = Result<'customers.get'>;
export type PointKind = Customer['contact_points'][number]['kind'];

export interface PointValues {
  id?: number;
  kind: PointKind;
  label: string;
  value: string;
}

export interface CustomerValues extends Record<string, unknown> {
  name: string;
  kind: Customer['kind'];
  status: CustomerStatus;
  source: string;
  owner_id: number | null;
  organisation_id: number | null;
  job_title: string;
  about: string;
  street: string;
  postal_code: string;
  city: string;
  country: string;
  tags: string[];
  contact_points: PointValues[];
}

const TEXTS = ['source', 'job_title', 'about', 'street', 'postal_code', 'city', 'country'] as const;

export const emptyCustomer = (organisationId: number | undefined, ownerId: number): CustomerValues => ({
  name: '',
  kind: 'person',
  status: 'lead',
  source: '',
  owner_id: ownerId,
  organisation_id: organisationId ?? null,
  job_title: '',
  about: '',
  street: '',
  postal_code: '',
  city: '',
  country: '',
  tags: [],
  contact_points: [
    { kind: 'email', label: '', value: '' },
    { kind: 'phone', label: '', value: '' },
  ],
});

export const valuesOf = (customer: Customer): CustomerValues => ({
  name: customer.name,
  kind: customer.kind,
  status: customer.status,
  source: customer.source ?? '',
  owner_id: customer.owner_id ?? null,
  organisation_id: customer.organisation_id ?? null,
  job_title: customer.job_title ?? '',
  about: customer.about ?? '',
  street: customer.street ?? '',
  postal_code: customer.postal_code ?? '',
  city: customer.city ?? '',
  country: customer.country ?? '',
  tags: customer.tags,
  contact_points: customer.contact_points.map(({ id, kind, label, value }) => ({
    id,
    kind,
    label: label ?? '',
    value,
  })),
});

/** Rows nobody filled in are not contact points. */
const points = (values: CustomerValues) =>
  values.contact_points
    .filter(({ value }) => value.trim() !== '')
    .map(({ id, kind, label, value }) => ({
      kind,
      value,
      label: label.trim() || null,
      ...(id === undefined ? {} : { id }),
    }));

/** A person may belong to an organisation; an organisation to none. */
const organisationOf = (values: CustomerValues) => (values.kind === 'person' ? values.organisation_id : null);

export function argsOf(values: CustomerValues) {
  const texts = Object.fromEntries(TEXTS.map((key) => [key, values[key].trim() || null]));
  return {
    ...texts,
    name: values.name,
    kind: values.kind,
    status: values.status,
    owner_id: values.owner_id,
    organisation_id: organisationOf(values),
    tags: values.tags,
    contact_points: points(values),
  };
}

/** Only what differs from what was opened: fields that others changed meanwhile stay theirs. */
export function changedArgs(before: CustomerValues, now: CustomerValues): Partial<ReturnType<typeof argsOf>> {
  const was: Record<string, unknown> = argsOf(before);
  return Object.fromEntries(
    Object.entries(argsOf(now)).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(was[key])),
  );
}

/** What a look into the past can put back. */
export const PUT_BACK: readonly PutBack[] = [
  {
    op: 'customers.update',
    fields: [
      'kind',
      'name',
      'status',
      'source',
      'owner_id',
      'organisation_id',
      'job_title',
      'about',
      'street',
      'postal_code',
      'city',
      'country',
      'tags',
      'contact_points',
    ],
  },
];
