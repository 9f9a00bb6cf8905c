import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { rights } from '../../core/api/rights';

/** What is about to be erased can be taken along before. */
export function TakeAlongFirst() {
  const { t } = useTranslation();
  return (
    <Anchor href={rights.exportUrl} download size="sm" data-testid="me-export-first">
      {t('me.takeAlongFirst')}
    </Anchor>
  );
}
