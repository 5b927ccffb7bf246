/** The areas in the order of the navigation. */
import { area as customers } from '@/features/customers/routes';
import { area as knowledge } from '@/features/knowledge/routes';
import { area as sales } from '@/features/sales/routes';
import { area as settings } from '@/features/settings/routes';
import { area as tickets } from '@/features/tickets/routes';
import { area as today } from '@/features/today/routes';
import { area as workflows } from '@/features/workflows/routes';
import type { Area } from '@/lib/area';

export const areas: readonly Area[] = [today, tickets, customers, sales, knowledge, workflows, settings];
