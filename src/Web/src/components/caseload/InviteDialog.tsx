import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { InviteFields } from './InviteFields';

/** The invite link of a session that exists. */
export function InviteDialog({ sessionId, patientName, onClose }: { sessionId: string; patientName: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} size="lg" title={t('caseload.invite')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <InviteFields sessionId={sessionId} patientName={patientName} />
    </Modal>
  );
}
