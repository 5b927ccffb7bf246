import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running `onhand serve`. */
const backend = process.env.ONHAND_URL ?? 'http://127.0.0.1:4747';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': backend } },
  // The desktop window is WebKitGTK 2.40 or newer; browsers are evergreen.
  build: { target: ['es2022', 'safari16'], sourcemap: false, chunkSizeWarningLimit: 700 },
  test: {
    environment: 'jsdom',
    include: ['tests/unit/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/unit/setup.ts'],
    css: false,
  },
});
