/** Whether a change of this file has been undone, by whom and wherever it was. */
import { useRead } from '@/lib/query';

/** Far enough back for the imports one still looks at; each change is one row. */
const LATEST = 200;

export function useUndone(changeId: number | null | undefined): boolean {
  const changes = useRead('changes.list', { limit: LATEST }, { enabled: changeId != null }).data?.items ?? [];
  return changes.some(({ id, undone_by }) => id === changeId && undone_by != null);
}
