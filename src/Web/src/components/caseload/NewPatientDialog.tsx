import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../core/api/client';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';
import { Problem } from '../Problem';

interface Props {
  onClose: () => void;
  onCreated: (patientId: string) => void;
}

/** Asks for a name and creates the patient. Rendered only while it is open, so that it always starts empty. */
export function NewPatientDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const create = useCallback(async (displayName: string) => onCreated((await api.createPatient(displayName)).patientId), [onCreated]);
  const { run, running, problem } = useAction(create);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(name.trim());
  };
  return (
    <Dialog onClose={onClose} title={t('caseload.newPatient')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('caseload.newPatientText')}
          </Text>
          <Problem problem={problem} />
          <TextInput
            label={t('caseload.displayName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            withAsterisk={false}
            maxLength={120}
            autoComplete="off"
            data-autofocus
            data-testid="patient-name"
          />
          <DialogFoot onCancel={onClose}>
            <Button type="submit" loading={running} disabled={name.trim() === ''} data-testid="patient-create">
              {t('caseload.create')}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  );
}
