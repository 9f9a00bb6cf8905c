import { useTranslation } from 'react-i18next';
import { Dialog } from '../Dialog';
import { InviteFields } from './InviteFields';

/** The invite link of a session that exists. */
export function InviteDialog({ sessionId, patientName, onClose }: { sessionId: string; patientName: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} size="lg" title={t('caseload.invite')}>
      <InviteFields sessionId={sessionId} patientName={patientName} />
    </Dialog>
  );
}
