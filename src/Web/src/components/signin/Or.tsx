import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Between the issuer's button and the form. */
export function Or() {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed" ta="center">
      {t('issuer.or')}
    </Text>
  );
}
