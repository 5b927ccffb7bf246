/** The window's title follows the page, so that tabs, task bars and screen readers tell where you are. */
import { useEffect } from 'react';
import { useBusiness } from './business';

export function usePageTitle(title: string): void {
  const name = useBusiness((business) => business.name);
  useEffect(() => {
    document.title = [title, name || 'Onhand'].filter(Boolean).join(' · ');
  }, [title, name]);
}
