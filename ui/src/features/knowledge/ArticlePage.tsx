import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconArrowLeft,
  IconDots,
  IconHistory,
  IconPencil,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { FactList } from '@/components/FactList';
import { IconButton } from '@/components/IconButton';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Panel, PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import type { Result } from '@/lib/api';
import { usePaletteContext } from '@/lib/palette';
import { useRead } from '@/lib/query';
import { useShortcut } from '@/lib/shortcuts';
import { ArticleHistory } from './ArticleHistory';
import { ArticleText } from './ArticleText';
import { useBranches } from './categories';
import classes from './Knowledge.module.css';
import { StatusChip } from './StatusChip';
import { useArchive, useDeleteArticle, usePublish } from './writes';

type Article = Result<'articles.get'>;

/** An article to read, with what can be done to it. */
export function ArticlePage({ id }: { id: number }) {
  const article = useRead('articles.get', { id });
  if (article.data) return <Shown article={article.data} />;
  return (
    <Page>
      {article.error ? (
        <ErrorState page error={article.error} list="/knowledge" onRetry={() => void article.refetch()} />
      ) : (
        <Skeleton rows={10} height={40} />
      )}
    </Page>
  );
}

function Shown({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const publish = usePublish();
  const [history, setHistory] = useState(false);
  const edit = () => void navigate({ to: '/knowledge/articles/$id/edit', params: { id: String(article.id) } });
  usePaletteContext(t('onArticle', { title: article.title }));
  useShortcut({ id: 'knowledge.edit', keys: 'e', labelKey: 'knowledge:edit', groupKey: 'knowledge:title', run: edit });
  const isPublished = article.status === 'published';
  return (
    <Page>
      <PageHeader
        title={article.title}
        beside={<StatusChip status={article.status} tall />}
        actions={
          <>
            <IconButton
              icon={IconArrowLeft}
              label={t('backToList')}
              onClick={() =>
                void navigate({
                  to: '/knowledge',
                  search: article.category_id ? { category: article.category_id } : {},
                })
              }
            />
            <MoreMenu article={article} onHistory={() => setHistory(true)} />
            <Button
              variant={isPublished ? 'filled' : 'default'}
              icon={IconPencil}
              shortcut="knowledge.edit"
              onClick={edit}
            >
              {t('edit')}
            </Button>
            {!isPublished && (
              <Button
                variant="filled"
                icon={IconSend}
                busy={publish.pending}
                onClick={() => publish.write({ id: article.id })}
              >
                {t('publish')}
              </Button>
            )}
          </>
        }
      />
      <PageBody>
        <article className={classes.article}>
          <ArticleText html={article.html} />
        </article>
      </PageBody>
      <Panel>
        <Facts article={article} />
      </Panel>
      <ArticleHistory id={article.id} open={history} onClose={() => setHistory(false)} />
    </Page>
  );
}

function MoreMenu({ article, onHistory }: { article: Article; onHistory: () => void }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const archive = useArchive();
  const remove = useDeleteArticle(article.title, () => void navigate({ to: '/knowledge' }));
  const icon = { size: 16, stroke: 1.75 };
  return (
    <Menu position="bottom-end" width={200} returnFocus>
      <Menu.Target>
        <IconButton icon={IconDots} label={t('more')} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory {...icon} />} onClick={onHistory}>
          {t('history')}
        </Menu.Item>
        {article.status !== 'archived' && (
          <Menu.Item leftSection={<IconArchive {...icon} />} onClick={() => archive.write({ id: article.id })}>
            {t('archive')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => remove.write({ id: article.id })}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Facts({ article }: { article: Article }) {
  const { t } = useTranslation('knowledge');
  const category = useBranches().find((branch) => branch.category.id === article.category_id)?.path;
  const users = useRead('users.list', {}).data?.items;
  const author = users?.find((user) => user.id === article.author_id)?.name;
  return (
    <PanelSection title={t('facts.title')}>
      <FactList
        facts={[
          { label: t('facts.category'), value: category ?? t('facts.none'), ...(category ? { title: category } : {}) },
          { label: t('facts.slug'), value: article.slug, title: article.slug },
          { label: t('facts.author'), value: author ?? t('facts.none') },
          {
            label: t('facts.published'),
            value: article.published_ms == null ? t('facts.never') : <RelativeTime ms={article.published_ms} />,
          },
          { label: t('facts.created'), value: <RelativeTime ms={article.created_ms} /> },
          { label: t('facts.updated'), value: <RelativeTime ms={article.updated_ms} /> },
        ]}
      />
    </PanelSection>
  );
}
