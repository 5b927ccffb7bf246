import { IconAlertCircle, IconArrowLeft, IconRefresh } from '@tabler/icons-react';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
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
  /** Where the list is that it would stand in. What is gone does not come by trying again. */
  list?: LinkProps['to'];
  /** It stands for the whole page, so its title is the page's. */
  page?: boolean;
}

/** Something could not be shown: what happened, what is safe, what to do. */
export function ErrorState({ error, title, safe, onRetry, list, page = false }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const Heading = page ? 'h1' : 'h2';
  const navigate = useNavigate();
  const known = error instanceof ApiError ? error : undefined;
  const isGone = known?.code === 'not_found';
  return (
    <div className={classes.empty} role="alert">
      <IconAlertCircle className={classes.sign} size={32} stroke={1.5} aria-hidden="true" />
      <Heading className={classes.title}>{title ?? known?.message ?? t('error.unexpected')}</Heading>
      <p className={classes.text}>{safe ?? known?.hint ?? t(isGone ? 'error.gone' : 'error.safe')}</p>
      {isGone && list && (
        <div className={classes.actions}>
          <Button icon={IconArrowLeft} onClick={() => void navigate({ to: list })}>
            {t('error.toList')}
          </Button>
        </div>
      )}
      {!isGone && onRetry && (
        <div className={classes.actions}>
          <Button icon={IconRefresh} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
