/** The palette's search over every kind of record. */
import { IconBook2, IconLayoutKanban, IconTicket } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { call, type Result } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { type PaletteItem, type PaletteSource, usePaletteSource } from '@/lib/palette';
import { formatDate } from '@/lib/time';

type Hit = Result<'search.everything'>['groups'][number]['items'][number];

/** Where each kind of record is shown. */
const PATHS = {
  customer: '/customers',
  ticket: '/tickets',
  deal: '/sales/deals',
  article: '/knowledge/articles',
} as const;

type Kind = keyof typeof PATHS;

const isKnown = (kind: string): kind is Kind => kind in PATHS;

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

function signOf(kind: Kind, title: string) {
  switch (kind) {
    case 'customer':
      return <Avatar name={title} size={20} decorative />;
    case 'ticket':
      return <IconTicket {...icon} />;
    case 'deal':
      return <IconLayoutKanban {...icon} />;
    case 'article':
      return <IconBook2 {...icon} />;
  }
}

/** Draws nothing; offers the search while mounted. */
export function RecordSearch() {
  const { t } = useTranslation('common');
  const router = useRouter();
  const { zone, locale } = useBusiness();
  const source = useMemo<PaletteSource>(() => {
    const toItem = (kind: Kind, hit: Hit): PaletteItem => ({
      id: `${kind}-${hit.id}`,
      label: hit.title.text,
      ...(hit.detail ? { detail: hit.detail } : {}),
      note: formatDate(hit.updated_ms, Date.now(), { zone, locale }),
      marks: hit.title.marks.map(({ start, end }) => [start, end] as const),
      icon: signOf(kind, hit.title.text),
      run: () => router.history.push(`${PATHS[kind]}/${hit.id}`),
    });
    return {
      id: 'records',
      search: async (query, signal) => {
        const { groups, took_us } = await call('search.everything', { query, limit: 20 }, signal);
        return {
          groups: groups.flatMap(({ kind, items }) =>
            isKnown(kind)
              ? [{ key: kind, label: t(`palette.kind.${kind}`), items: items.map((hit) => toItem(kind, hit)) }]
              : [],
          ),
          total: groups.reduce((sum, group) => sum + group.total, 0),
          tookMs: Math.ceil(took_us / 1000),
        };
      },
    };
  }, [router, t, zone, locale]);
  usePaletteSource(source);
  return null;
}
