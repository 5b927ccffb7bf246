/** Doing what an item's button says: at once where that is possible, otherwise on the page of its record. */
import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { type Args, callFull, type Op } from '@/lib/api';
import { say } from '@/lib/phrase';
import { confirmChange } from '@/lib/query';
import { showError } from '@/lib/undo';
import { isComplete, placeOf, type TodayItem } from './items';

interface Doing {
  run: (item: TodayItem) => void;
  open: (item: TodayItem) => void;
}

export function useDoing(): Doing {
  const { t } = useTranslation('today');
  const navigate = useNavigate();
  const go = (item: TodayItem, hash?: string) => {
    const to: string = placeOf(item);
    void navigate({ to, ...(hash ? { hash } : {}) });
  };
  const perform = async (item: TodayItem) => {
    try {
      const { change } = await callFull(item.action.operation as Op, item.action.args as Args<Op>);
      const values = { action: say(item.action.label), title: say(item.title) };
      confirmChange(change, <Trans t={t} i18nKey="done" values={values} components={{ b: <b dir="auto" /> }} />);
    } catch (error) {
      showError(error);
    }
  };
  return {
    open: (item) => go(item),
    run: (item) => {
      if (isComplete(item)) void perform(item);
      else go(item, item.action.operation === 'tickets.reply' ? 'reply' : undefined);
    },
  };
}
