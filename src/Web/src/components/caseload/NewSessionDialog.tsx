import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import { InviteFields } from './InviteFields';

interface Props {
  patientId: string;
  patientName: string;
  onClose: () => void;
  onCreated: () => void;
}

/** Creates a session, with a time or without, and then shows its invite link. */
export function NewSessionDialog({ patientId, patientName, onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const [when, setWhen] = useState('');
  const [sessionId, setSessionId] = useState<string | null>(null);
  const create = useCallback(
    async (local: string) => {
      const scheduledFor = local === '' ? null : new Date(local).toISOString();
      setSessionId((await api.createSession(patientId, scheduledFor)).sessionId);
      onCreated();
    },
    [patientId, onCreated],
  );
  const { run, running, problem } = useAction(create);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(when);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('caseload.newSessionFor', { name: patientName })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
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
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={running} data-autofocus data-testid="session-create">
                {t('caseload.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
