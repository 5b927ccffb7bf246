import { IconFolders, IconPencilPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { FilterRow, Page, PageHeader } from '@/components/Page';
import { SearchBox } from '@/components/SearchBox';
import { Tabs } from '@/components/Tabs';
import { useShortcut } from '@/lib/shortcuts';
import { ArticleList } from './ArticleList';
import { CategoriesDialog } from './CategoriesDialog';
import { useBranches } from './categories';
import { SearchResults } from './SearchResults';
import { type ArticleStatus, type KnowledgeSearch, STATUSES } from './search';

/** The articles of a category, or the answers to a question while it is typed. */
export function KnowledgePage({ search }: { search: KnowledgeSearch }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [organising, setOrganising] = useState(false);
  const branch = useBranches().find(({ category }) => category.id === search.category);
  const go = (next: KnowledgeSearch) => void navigate({ to: '/knowledge', search: next, replace: true });
  const setQuery = (q: string) => {
    const { q: _, ...others } = search;
    go(q === '' ? others : { ...others, q });
  };
  const setStatus = (status: ArticleStatus | 'all') => {
    const { status: _, ...others } = search;
    go(status === 'all' ? others : { ...others, status });
  };
  useShortcut({
    id: 'knowledge.search',
    keys: 'f',
    labelKey: 'knowledge:search.name',
    groupKey: 'knowledge:title',
    run: () => box.current?.focus(),
  });
  return (
    <Page>
      <PageHeader
        title={branch?.path ?? t('title')}
        open
        actions={
          <>
            <Button icon={IconFolders} onClick={() => setOrganising(true)}>
              {t('categories.title')}
            </Button>
            <Button
              variant="filled"
              icon={IconPencilPlus}
              onClick={() =>
                void navigate({
                  to: '/knowledge/new',
                  search: search.category === undefined ? {} : { category: search.category },
                })
              }
            >
              {t('create.action')}
            </Button>
          </>
        }
      />
      <FilterRow
        actions={
          <SearchBox label={t('search.name')} value={search.q ?? ''} onChange={setQuery} inputRef={box} width={300} />
        }
      >
        <Tabs
          label={t('status.name')}
          value={search.status ?? 'all'}
          options={[
            { value: 'all', label: t('status.all') },
            ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
          onChange={setStatus}
        />
      </FilterRow>
      {search.q ? (
        <SearchResults query={search.q} status={search.status} onClear={() => setQuery('')} />
      ) : (
        <ArticleList search={search} />
      )}
      {organising && <CategoriesDialog onClose={() => setOrganising(false)} />}
    </Page>
  );
}
