/** The business this file belongs to and who is using it; set once the session is known. */
import { create } from 'zustand';
import { systemLocale } from './locale';

export interface BusinessFacts {
  name: string;
  /** IANA zone; every time on screen is in this zone. */
  zone: string;
  currency: string;
  /** BCP 47; numbers and dates follow it. */
  locale: string;
  userId: number;
  userName: string;
  role: string;
}

export const useBusiness = create<BusinessFacts>(() => ({
  name: '',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: 'GBP',
  locale: systemLocale(),
  userId: 0,
  userName: '',
  role: 'viewer',
}));
