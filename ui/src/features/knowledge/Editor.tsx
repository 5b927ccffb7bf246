import { IconSend } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Page, PageHeader } from '@/components/Page';
import { Segmented } from '@/components/Tabs';
import type { Result } from '@/lib/api';
import { restoreDraft, useDraftForm } from '@/lib/form';
import { useWrite } from '@/lib/query';
import { useShortcut } from '@/lib/shortcuts';
import { showToast } from '@/lib/toasts';
import { ArticleFields } from './ArticleFields';
import classes from './Knowledge.module.css';
import { Preview } from './Preview';
import type { ArticleStatus } from './search';

export interface EditorValues extends Record<string, unknown> {
  title: string;
  body: string;
  category_id: string | null;
  slug: string;
  status: ArticleStatus;
  /** What the article was when typing began, so that nobody's change is written over unseen. */
  rev: number;
}

interface EditorProps {
  heading: string;
  article?: Result<'articles.get'>;
  /** Of a new article. */
  category?: number | undefined;
}

/** Writing an article in Markdown. What was typed survives leaving the page and closing the window. */
export function Editor({ heading, article, category }: EditorProps) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const draftKey = `knowledge.article.${article?.id ?? 'new'}`;
  const [side, setSide] = useState<'write' | 'preview'>('write');
  const { form, settle, showInField } = useDraftForm<EditorValues>(
    draftKey,
    {
      title: article?.title ?? '',
      body: article?.body ?? '',
      category_id: String(article?.category_id ?? category ?? '') || null,
      slug: article?.slug ?? '',
      status: article?.status ?? 'draft',
      rev: article?.rev ?? 0,
    },
    { durable: true },
  );
  const onDone = ({ id }: { id: number }) => {
    settle();
    void navigate({ to: '/knowledge/articles/$id', params: { id: String(id) } });
  };
  const toast = ({ title }: { title: string }) => (
    <Trans t={t} i18nKey="toast.saved" values={{ title }} components={{ b: <b dir="auto" /> }} />
  );
  const create = useWrite('articles.create', { toast, onDone, onError: showInField });
  const update = useWrite('articles.update', { toast, onDone, onError: showInField });
  const save = (status: ArticleStatus) => {
    const { title, body, category_id, slug, rev } = form.values;
    if (title.trim() === '') return form.setFieldError('title', t('editor.titleMissing'));
    const fields = {
      title: title.trim(),
      body,
      status,
      category_id: category_id === null ? null : Number(category_id),
    };
    if (article) update.write({ id: article.id, ...fields, ...(slug.trim() ? { slug: slug.trim() } : {}), rev });
    else create.write({ ...fields, ...(slug.trim() ? { slug: slug.trim() } : {}) });
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    save(form.values.status);
  };
  useShortcut({
    id: 'knowledge.save',
    keys: 'mod+enter',
    labelKey: 'knowledge:editor.save',
    groupKey: 'knowledge:title',
    run: submit,
    whileTyping: true,
  });
  const leave = () => {
    const typed = form.isDirty() ? form.values : undefined;
    settle();
    if (article) void navigate({ to: '/knowledge/articles/$id', params: { id: String(article.id) } });
    else void navigate({ to: '/knowledge' });
    if (!typed) return;
    const takeBack = () => {
      restoreDraft(draftKey, typed);
      if (article) void navigate({ to: '/knowledge/articles/$id/edit', params: { id: String(article.id) } });
      else void navigate({ to: '/knowledge/new', search: {} });
    };
    showToast({
      tone: 'done',
      content: t('toast.discarded'),
      action: { label: t('common:undo.action'), run: takeBack },
    });
  };
  const busy = create.pending || update.pending;
  return (
    <Page>
      <PageHeader
        title={heading}
        actions={
          <>
            <Button onClick={leave}>{t('editor.discard')}</Button>
            {form.values.status === 'draft' && (
              <Button icon={IconSend} busy={busy} onClick={() => save('published')}>
                {t('publish')}
              </Button>
            )}
            <Button variant="filled" busy={busy} shortcut="knowledge.save" onClick={() => submit()}>
              {t('editor.save')}
            </Button>
          </>
        }
      />
      <form className={classes.editor} onSubmit={submit} noValidate>
        <input
          className={classes.titleField}
          aria-label={t('editor.title')}
          placeholder={t('editor.title')}
          maxLength={200}
          dir="auto"
          aria-invalid={form.errors.title !== undefined}
          // biome-ignore lint/a11y/noAutofocus: the page exists to write this.
          autoFocus={!article}
          value={form.values.title}
          onChange={(event) => form.setFieldValue('title', event.currentTarget.value)}
        />
        {form.errors.title && (
          <p className={classes.error} role="alert">
            {form.errors.title}
          </p>
        )}
        <div className={classes.bar}>
          <Segmented
            label={t('editor.side')}
            value={side}
            options={[
              { value: 'write', label: t('editor.write') },
              { value: 'preview', label: t('editor.preview') },
            ]}
            onChange={setSide}
          />
          <span className={classes.saved}>{form.isDirty() ? t('editor.kept') : t('editor.markdown')}</span>
        </div>
        {form.errors.body && (
          <p className={classes.error} role="alert">
            {form.errors.body}
          </p>
        )}
        {side === 'write' ? (
          <textarea
            className={classes.source}
            aria-label={t('editor.body')}
            placeholder={t('editor.bodyHint')}
            dir="auto"
            value={form.values.body}
            onChange={(event) => form.setFieldValue('body', event.currentTarget.value)}
          />
        ) : (
          <Preview body={form.values.body} />
        )}
      </form>
      <ArticleFields form={form} isNew={article === undefined} />
    </Page>
  );
}
