import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';

/** A page that broke while drawing: the frame and everything saved stay. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <ErrorState page error={error} onRetry={reset} />;
}

export function NotFound() {
  const { t } = useTranslation('common');
  return (
    <EmptyState
      page
      drawing="search"
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<Link to="/today">{t('notFound.action')}</Link>}
    />
  );
}
