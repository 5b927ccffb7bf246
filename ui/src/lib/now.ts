/** One clock for the whole window: relative times move together, once a minute. */
import { create } from 'zustand';

const TICK_MS = 30_000;

const useClock = create<{ nowMs: number }>(() => ({ nowMs: Date.now() }));

setInterval(() => useClock.setState({ nowMs: Date.now() }), TICK_MS);
document.addEventListener('visibilitychange', () => {
  // Timers sleep with the computer; what it shows on waking must be right.
  if (!document.hidden) useClock.setState({ nowMs: Date.now() });
});

export const useNow = (): number => useClock((clock) => clock.nowMs);
