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

type Group = Result<'search.everything'>['groups'][number];
type Hit = Group['items'][number];

/** Where each kind of record is shown. */
const PATHS: Readonly<Record<Group['kind'], string>> = {
  customer: '/customers',
  ticket: '/tickets',
  deal: '/sales/deals',
  article: '/knowledge/articles',
};

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

function signOf(kind: Group['kind'], title: string) {
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
    const toItem = (kind: Group['kind'], hit: Hit): PaletteItem => ({
      id: `${kind}-${hit.id}`,
      label: hit.title,
      ...(hit.detail ? { detail: hit.detail } : {}),
      ...(hit.at_ms ? { note: formatDate(hit.at_ms, Date.now(), { zone, locale }) } : {}),
      marks: hit.marks,
      icon: signOf(kind, hit.title),
      run: () => router.history.push(`${PATHS[kind]}/${hit.id}`),
    });
    return {
      id: 'records',
      search: async (query, signal) => {
        const { groups, total, took_us } = await call('search.everything', { query, limit: 20 }, signal);
        return {
          groups: groups.map(({ kind, items }) => ({
            key: kind,
            label: t(`palette.kind.${kind}`),
            items: items.map((hit) => toItem(kind, hit)),
          })),
          total,
          tookMs: Math.ceil(took_us / 1000),
        };
      },
    };
  }, [router, t, zone, locale]);
  usePaletteSource(source);
  return null;
}
