import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** While a page's code or data is on its way. */
export function PageLoader() {
  const { t } = useTranslation();
  return (
    <Center mih="60vh" role="status" aria-label={t('common.loading')}>
      <Loader type="dots" size="lg" />
    </Center>
  );
}
