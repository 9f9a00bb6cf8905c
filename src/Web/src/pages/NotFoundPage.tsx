import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { CenteredMessage } from '../components/CenteredMessage';

export default function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <CenteredMessage title={t('common.notFoundTitle')} text={t('common.notFoundText')} testId="not-found">
      <Button component={Link} href="/" variant="light">
        {t('common.toCaseload')}
      </Button>
    </CenteredMessage>
  );
}
