import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Marked } from '@/components/Marked';
import { Skeleton } from '@/components/Skeleton';
import { VirtualList } from '@/components/VirtualList';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import classes from './Knowledge.module.css';
import { StatusChip } from './StatusChip';
import { type ArticleStatus, STATUSES } from './search';

type Hit = Item<'articles.search'>;
type MarkedText = Hit['snippet'];

const LIMIT = 50;
const ROW_PX = 88;

interface SearchResultsProps {
  query: string;
  status: ArticleStatus | undefined;
  onClear: () => void;
}

/** The articles that answer best, the words that were found marked. */
export function SearchResults({ query, status, onClear }: SearchResultsProps) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  const [selected, setSelected] = useState<number>();
  const found = useRead('articles.search', { query, limit: LIMIT, ...(status ? { status } : {}) }, { keep: true });
  const { data, error } = found;
  if (error) return <ErrorState error={error} onRetry={() => void found.refetch()} />;
  if (!data) return <Skeleton rows={6} height={ROW_PX} />;
  const ms = Math.max(1, Math.round(data.took_us / 1000));
  return (
    <>
      <p className={classes.found} role="status">
        {data.indexing_pct != null && <b>{t('search.indexing', { pct: data.indexing_pct })}</b>}
        {t(data.total_is_more ? 'search.foundMore' : 'search.found', {
          count: data.total,
          n: n.format(data.total),
          ms,
        })}
      </p>
      {data.items.length === 0 ? (
        <EmptyState
          drawing="search"
          title={t('search.nothing', { query })}
          text={t('search.nothingText')}
          action={<Button onClick={onClear}>{t('search.clear')}</Button>}
        />
      ) : (
        <VirtualList<Hit>
          label={t('search.results')}
          items={data.items}
          keyOf={(hit) => hit.id}
          render={(hit) => <HitRow hit={hit} />}
          rowHeight={ROW_PX}
          selectedKey={selected}
          onSelect={(hit) => setSelected(hit.id)}
          onOpen={(hit) => void navigate({ to: '/knowledge/articles/$id', params: { id: String(hit.id) } })}
        />
      )}
    </>
  );
}

const pairs = (text: MarkedText) => text.marks.map(({ start, end }) => [start, end] as const);

function HitRow({ hit }: { hit: Hit }) {
  const status = STATUSES.find((known) => known === hit.status);
  return (
    <div className={classes.hit}>
      <p className={classes.hitTitle} dir="auto">
        <span>
          <Marked text={hit.marked_title.text} marks={pairs(hit.marked_title)} />
        </span>
        {status && status !== 'published' && <StatusChip status={status} />}
      </p>
      <p className={classes.snippet} dir="auto">
        <Marked text={hit.snippet.text} marks={pairs(hit.snippet)} />
      </p>
    </div>
  );
}
