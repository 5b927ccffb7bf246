/** Switching workflows on and off: shown at once, named in a toast, taken back by Undo. */
import { Trans, useTranslation } from 'react-i18next';
import { type Patch, useWrite, type Write } from '@/lib/query';

const bold = { b: <b dir="auto" /> };

function patchEnabled(patch: Patch, id: number, enabled: boolean): void {
  patch('workflows.get', (workflow) => (workflow.id === id ? { ...workflow, enabled } : workflow));
  patch('workflows.list', (page) => ({
    ...page,
    items: page.items.map((row) => (row.id === id ? { ...row, enabled } : row)),
  }));
}

export function useEnable(): Write<'workflows.enable'> {
  const { t } = useTranslation('workflows');
  return useWrite('workflows.enable', {
    optimistic: ({ id }, patch) => patchEnabled(patch, id, true),
    toast: ({ name }) => <Trans t={t} i18nKey="toast.on" values={{ name }} components={bold} />,
  });
}

export function useDisable(): Write<'workflows.disable'> {
  const { t } = useTranslation('workflows');
  return useWrite('workflows.disable', {
    optimistic: ({ id }, patch) => patchEnabled(patch, id, false),
    toast: ({ name }) => <Trans t={t} i18nKey="toast.off" values={{ name }} components={bold} />,
  });
}
