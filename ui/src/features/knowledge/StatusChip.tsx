import { useTranslation } from 'react-i18next';
import { type State, StateBadge } from '@/components/StateBadge';
import type { ArticleStatus } from './search';

const STATES: Readonly<Record<ArticleStatus, State>> = { draft: 'new', published: 'good', archived: 'idle' };

/** Whether readers see the article. */
export function StatusChip({ status, tall = false }: { status: ArticleStatus; tall?: boolean }) {
  const { t } = useTranslation('knowledge');
  return (
    <StateBadge state={STATES[status]} tall={tall}>
      {t(`status.${status}`)}
    </StateBadge>
  );
}
