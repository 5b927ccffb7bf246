/** Putting fields of the past back: each operation is a change of its own and can be undone. */
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type Args, callFull, type Op } from '@/lib/api';
import { confirmChange } from '@/lib/query';
import { showError } from '@/lib/undo';
import { useTagName } from './RecordValue';
import { labelOf } from './record-changes';
import { callsFor, canPutBack, type Part, type PutBack } from './record-restore';

interface PutBackOptions {
  id: number;
  ways: readonly PutBack[];
  parts: readonly Part[];
}

interface PuttingBack {
  restore: { can: (field: string) => boolean; fields: (fields: readonly string[]) => Promise<void> };
  busy: boolean;
}

export function usePutBack({ id, ways, parts }: PutBackOptions): PuttingBack {
  const { t } = useTranslation('records');
  const tagName = useTagName();
  const [busy, setBusy] = useState(false);
  const fields = async (chosen: readonly string[]) => {
    setBusy(true);
    try {
      const calls = callsFor(ways, parts, chosen, tagName);
      for (const [i, { op, args }] of calls.entries()) {
        const { change } = await callFull(op, { id, ...args } as Args<Op>);
        const said = i === calls.length - 1 && (
          <Trans
            t={t}
            i18nKey="asOf.done"
            values={{ what: chosen.map(labelOf).join(', ') }}
            components={{ b: <b dir="auto" /> }}
          />
        );
        confirmChange(change, said);
      }
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return { restore: { can: (field) => canPutBack(ways, field), fields }, busy };
}
