import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';

const shortest = 10;
const longest = 500;

interface Props {
  title: string;
  text: string;
  label: string;
  hint?: string;
  confirm: string;
  /** Asks for the patient's reference as well. */
  withReference?: boolean;
  /** To be memoised. */
  onConfirm: (reason: string, reference: string) => Promise<void>;
  onClose: () => void;
}

/** Something that needs a reason in a person's words before it is done. */
export function ReasonDialog({ title, text, label, hint, confirm, withReference = false, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const { run, running, problem } = useAction(onConfirm);
  const ready = reason.trim().length >= shortest && (!withReference || reference.trim().length > 0);
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{text}</Text>
        {withReference && (
          <TextInput
            label={t('keeping.reference')}
            description={t('keeping.referenceHint')}
            value={reference}
            maxLength={64}
            onChange={(event) => setReference(event.currentTarget.value)}
            data-testid="hold-reference"
          />
        )}
        <Textarea
          label={label}
          description={hint}
          autosize
          minRows={2}
          maxLength={longest}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="reason"
        />
        <DialogFoot problem={problem} onCancel={onClose}>
          <Button
            loading={running}
            disabled={!ready}
            onClick={() => void run(reason.trim(), reference.trim())}
            data-testid="reason-confirm"
          >
            {confirm}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}
