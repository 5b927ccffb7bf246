import { IconAlertCircle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api';
import { Button } from './Button';
import classes from './EmptyState.module.css';

interface ErrorStateProps {
  /** Speaks for itself when it is one of ours; title and safe stay unset then. */
  error?: unknown;
  title?: string;
  /** What is safe and what to do. */
  safe?: string;
  onRetry?: () => void;
  /** It stands for the whole page, so its title is the page's. */
  page?: boolean;
}

/** Something could not be shown: what happened, what is safe, what to do. */
export function ErrorState({ error, title, safe, onRetry, page = false }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const Heading = page ? 'h1' : 'h2';
  const known = error instanceof ApiError ? error : undefined;
  return (
    <div className={classes.empty} role="alert">
      <IconAlertCircle className={classes.sign} size={32} stroke={1.5} aria-hidden="true" />
      <Heading className={classes.title}>{title ?? known?.message ?? t('error.unexpected')}</Heading>
      <p className={classes.text}>{safe ?? known?.hint ?? t('error.safe')}</p>
      {onRetry && (
        <div className={classes.actions}>
          <Button icon={IconRefresh} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
