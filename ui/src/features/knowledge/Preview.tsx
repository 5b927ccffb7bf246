import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { useRead } from '@/lib/query';
import { ArticleText } from './ArticleText';
import classes from './Knowledge.module.css';

/** The text as its readers would see it, made by the same hand as the published one. */
export function Preview({ body }: { body: string }) {
  const { t } = useTranslation('knowledge');
  const { data, error, refetch } = useRead('articles.preview', { body }, { keep: true });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <section
      className={classes.preview}
      aria-label={t('editor.preview')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
      tabIndex={0}
    >
      {body.trim() === '' ? (
        <p className={classes.number}>{t('editor.nothing')}</p>
      ) : (
        data && <ArticleText html={data.html} />
      )}
    </section>
  );
}
