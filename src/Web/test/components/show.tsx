import { MantineProvider } from '@mantine/core';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, vi } from 'vitest';
import { chooseLanguage, startI18n, type Language } from '../../src/i18n';

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

/** Renders a component as the product would, into a page of its own. */
export async function show(node: ReactNode, language: Language = 'en'): Promise<HTMLElement> {
  // What jsdom does not have.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  await startI18n();
  await chooseLanguage(language);
  const page = document.body.appendChild(document.createElement('div'));
  const root = createRoot(page);
  act(() => root.render(<MantineProvider env="test">{node}</MantineProvider>));
  undo.push(() => {
    act(() => root.unmount());
    page.remove();
    vi.unstubAllGlobals();
  });
  return page;
}

/** The element with this test id, or null. */
export const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
