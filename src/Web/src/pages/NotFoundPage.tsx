import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { MessagePage } from '../components/CenteredMessage';

export default function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <MessagePage title={t('common.notFoundTitle')} text={t('common.notFoundText')} testId="not-found">
      <Button component={Link} href="/" variant="light">
        {t('common.toCaseload')}
      </Button>
    </MessagePage>
  );
}
