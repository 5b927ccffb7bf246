/** Starts the interface: texts, theme, queries, router. */
import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.layer.css';
import './app/global.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LayersPlace } from './app/LayersPlace';
import { router } from './app/router';
import { theme, variables } from './app/theme';
import { startI18n } from './lib/i18n';
import { queryClient } from './lib/query';

startI18n();

const colorScheme = localStorageColorSchemeManager({ key: 'onhand.scheme' });
const root = document.getElementById('root');

if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={colorScheme}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
        <LayersPlace />
      </MantineProvider>
    </StrictMode>,
  );
}
