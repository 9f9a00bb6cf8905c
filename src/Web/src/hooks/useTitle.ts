import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The document's title: what a screen reader says first, and what tells tabs apart. Null for the product's name alone. */
export function useTitle(title: string | null): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = title === null ? t('common.appName') : `${title} · ${t('common.appName')}`;
    return () => {
      document.title = t('common.appName');
    };
  }, [title, t]);
}
