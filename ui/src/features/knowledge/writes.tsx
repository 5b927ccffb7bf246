/** What can be done to an article: shown at once, named in a toast, taken back by Undo. */
import { Trans, useTranslation } from 'react-i18next';
import type { Result } from '@/lib/api';
import { type Patch, useWrite, type Write } from '@/lib/query';

type Article = Result<'articles.get'>;

const bold = { b: <b dir="auto" /> };

function patchArticle(patch: Patch, id: number, change: Pick<Article, 'status'>): void {
  patch('articles.get', (article) => (article.id === id ? { ...article, ...change } : article));
  patch('articles.list', (page) => ({
    ...page,
    items: page.items.map((row) => (row.id === id ? { ...row, ...change } : row)),
  }));
}

export function usePublish(): Write<'articles.publish'> {
  const { t } = useTranslation('knowledge');
  return useWrite('articles.publish', {
    optimistic: ({ id }, patch) => patchArticle(patch, id, { status: 'published' }),
    toast: ({ title }) => <Trans t={t} i18nKey="toast.published" values={{ title }} components={bold} />,
  });
}

export function useArchive(): Write<'articles.archive'> {
  const { t } = useTranslation('knowledge');
  return useWrite('articles.archive', {
    optimistic: ({ id }, patch) => patchArticle(patch, id, { status: 'archived' }),
    toast: ({ title }) => <Trans t={t} i18nKey="toast.archived" values={{ title }} components={bold} />,
  });
}

export function useDeleteArticle(title: string, onDone: () => void): Write<'articles.delete'> {
  const { t } = useTranslation('knowledge');
  return useWrite('articles.delete', {
    toast: () => <Trans t={t} i18nKey="toast.deleted" values={{ title }} components={bold} />,
    onDone,
  });
}
