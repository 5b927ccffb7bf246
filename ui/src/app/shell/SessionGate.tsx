import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Welcome } from '@/features/welcome/Welcome';
import { ApiError } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { startLive } from '@/lib/live';
import { usableLocale } from '@/lib/locale';
import { queryClient, useRead } from '@/lib/query';
import classes from './SessionGate.module.css';

/** Shows the app only to someone the backend knows, and keeps the business's facts at hand. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const session = useRead('session.get', {});
  const { data, error } = session;
  const known = data !== undefined;
  const navigate = useNavigate();
  // Sticky: filling the sample counts as chosen long before it is done.
  const [welcoming, setWelcoming] = useState(false);
  if (data?.first_start && !welcoming) setWelcoming(true);
  useEffect(() => {
    if (!data) return;
    const { business, user } = data;
    useBusiness.setState({
      name: business.name,
      zone: business.zone,
      currency: business.currency,
      locale: usableLocale(business.locale),
      userId: user.id,
      userName: user.name,
      role: user.role,
    });
  }, [data]);
  useEffect(() => (known ? startLive(queryClient) : undefined), [known]);
  if (known && welcoming) {
    const leave = (to: '/today' | '/settings/import') => {
      // The choice makes no change that the live road would tell of.
      queryClient.setQueryData<typeof data>(['session.get', {}], (known) => known && { ...known, first_start: false });
      setWelcoming(false);
      void session.refetch();
      void navigate({ to });
    };
    return <Welcome onDone={leave} />;
  }
  if (known) return children;
  if (error === null) return <div className={classes.gate} aria-busy="true" />;
  const signedOut = error instanceof ApiError && error.code === 'unauthenticated';
  return (
    <main className={classes.gate}>
      {signedOut ? (
        <ErrorState
          page
          title={t('session.signedOut')}
          safe={t('session.signedOutSafe')}
          onRetry={() => void session.refetch()}
        />
      ) : (
        <ErrorState page error={error} onRetry={() => void session.refetch()} />
      )}
    </main>
  );
}
