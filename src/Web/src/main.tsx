import '@fontsource-variable/figtree/wght.css';
import './styles/mantine';
import './styles/global.css';
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { ask } from './hooks/useAuth';
import { startI18n } from './i18n';
import { theme } from './theme';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const target = createRoot(root);
const who = ask();

/** The scheme is the system's: nobody chooses it here, so nothing is kept of it (hooks/usePaper changes it for a moment). */
const unkept: MantineColorSchemeManager = {
  get: (usual) => usual,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

void startI18n().then(() =>
  target.render(
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={unkept}>
      <App who={who} />
    </MantineProvider>,
  ),
);
