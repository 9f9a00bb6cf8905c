import '@fontsource-variable/figtree/wght.css';
import './styles/mantine';
import './styles/global.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { ask } from './hooks/useAuth';
import { startI18n } from './i18n';
import { theme } from './theme';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const target = createRoot(root);
const who = ask();

void startI18n().then(() =>
  target.render(
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <App who={who} />
    </MantineProvider>,
  ),
);
