import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Page } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import { useRead } from '@/lib/query';
import { Editor } from './Editor';

const newRoute = getRouteApi('/knowledge/new');
const editRoute = getRouteApi('/knowledge/articles/$id/edit');

/** An article being begun. */
export function NewArticle() {
  const { t } = useTranslation('knowledge');
  const { category } = newRoute.useSearch();
  return <Editor heading={t('create.name')} category={category} />;
}

/** An article being changed. */
export function EditArticle() {
  const { t } = useTranslation('knowledge');
  const id = Number(editRoute.useParams().id);
  const navigate = useNavigate();
  const article = useRead('articles.get', { id });
  if (article.data) return <Editor key={id} heading={t('editing')} article={article.data} />;
  return (
    <Page>
      {article.error ? (
        <ErrorState
          page
          error={article.error}
          list="/knowledge"
          onRetry={() => void navigate({ to: '/knowledge/articles/$id', params: { id: String(id) } })}
        />
      ) : (
        <Skeleton rows={10} height={40} />
      )}
    </Page>
  );
}
