import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export const languages = ['en', 'it'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: 'English', it: 'Italiano' };

const storageKey = 'psycare.language';

const load: Record<Language, () => Promise<typeof en>> = {
  en: () => import('./en').then((module) => module.en),
  it: () => import('./it').then((module) => module.it),
};

const isLanguage = (value: string | null | undefined): value is Language => languages.some((language) => language === value);

/** The language chosen before, else the first of the browser's that we have, else English. */
export function detectLanguage(): Language {
  const chosen = localStorage.getItem(storageKey);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** To be awaited before the first render: only the language in use is loaded. */
export async function startI18n(): Promise<void> {
  const language = detectLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: language,
    resources: { [language]: { translation: await load[language]() } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await load[language]());
  await i18next.changeLanguage(language);
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
}
