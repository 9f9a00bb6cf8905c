import { Button, Stack, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { isPlannable, usualPlan } from '../../core/session/plan';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';
import { PlannedMinutes } from '../PlannedMinutes';
import { Problem } from '../Problem';
import { InviteFields } from './InviteFields';

interface Props {
  patientId: string;
  patientName: string;
  onClose: () => void;
  onCreated: () => void;
}

/** Creates a session, with a time or without and with its length, and then shows its invite link. */
export function NewSessionDialog({ patientId, patientName, onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const [when, setWhen] = useState('');
  const [minutes, setMinutes] = useState(String(usualPlan));
  const [sessionId, setSessionId] = useState<string | null>(null);
  const create = useCallback(
    async (local: string, planned: number) => {
      const scheduledFor = local === '' ? null : new Date(local).toISOString();
      setSessionId((await api.createSession(patientId, scheduledFor, planned)).sessionId);
      onCreated();
    },
    [patientId, onCreated],
  );
  const { run, running, problem } = useAction(create);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(when, Number(minutes));
  };
  return (
    <Dialog onClose={onClose} size="lg" title={t('caseload.newSessionFor', { name: patientName })}>
      {sessionId ? (
        <InviteFields sessionId={sessionId} patientName={patientName} created />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Problem problem={problem} />
            <TextInput
              type="datetime-local"
              label={t('caseload.when')}
              description={t('caseload.whenHint')}
              value={when}
              onChange={(event) => setWhen(event.currentTarget.value)}
              data-testid="session-when"
            />
            <PlannedMinutes value={minutes} onChange={setMinutes} />
            <DialogFoot onCancel={onClose}>
              <Button type="submit" loading={running} disabled={!isPlannable(minutes)} data-autofocus data-testid="session-create">
                {t('caseload.create')}
              </Button>
            </DialogFoot>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
