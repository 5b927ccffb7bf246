import { useTranslation } from 'react-i18next';

/**
 * Where menus, lists of choices and dialogs are put: a landmark, so that whoever moves by landmarks comes past them too.
 * Mantine takes the element with this mark, or makes one of its own where there is none.
 */
export function LayersPlace() {
  const { t } = useTranslation('common');
  return <section aria-label={t('frame.layers')} data-portal="true" data-mantine-shared-portal-node="true" />;
}
