import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconMail, IconMailCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keeping, type ErasureRequest } from '../../core/api/keeping';
import { formatDate } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';

const longestAnswer = 1000;

interface Props {
  patientId: string;
  patientName: string;
  request: ErasureRequest;
  /** Whether a legal hold forbids erasing. */
  held: boolean;
  onAnswered: () => void;
  onErased: () => void;
}

/** A patient has asked for everything to be erased: the therapist does it, or says why not yet. */
export function ErasureAsked({ patientId, patientName, request, held, onAnswered, onErased }: Props) {
  const { t, i18n } = useTranslation();
  const [doing, setDoing] = useState<'answer' | 'erase' | null>(null);
  const answered = request.answeredAt !== null;
  const close = useCallback(() => setDoing(null), []);
  return (
    <Alert
      color={answered ? 'gray' : 'pine'}
      variant="light"
      icon={answered ? <IconMailCheck size={20} aria-hidden /> : <IconMail size={20} aria-hidden />}
      title={t('keeping.asks', { name: patientName })}
      data-testid="erasure-asked"
      data-answered={answered}
    >
      <Stack gap="sm">
        <Text size="sm">
          {t(held ? 'keeping.asksHeld' : 'keeping.asksText', { when: formatDate(request.askedAt, i18n.language), name: patientName })}
        </Text>
        {request.answeredAt && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {t('keeping.answered', { when: formatDate(request.answeredAt, i18n.language), text: request.answer ?? '' })}
          </Text>
        )}
        <Group gap="xs">
          <Button size="sm" variant="default" onClick={() => setDoing('answer')} data-testid="erasure-answer">
            {t(answered ? 'keeping.answerAnew' : 'keeping.answer')}
          </Button>
          <Button size="sm" variant="default" disabled={held} onClick={() => setDoing('erase')} data-testid="erasure-do">
            {t('keeping.eraseAll')}
          </Button>
        </Group>
      </Stack>
      {doing === 'answer' && <AnswerDialog patientId={patientId} patientName={patientName} onClose={close} onAnswered={onAnswered} />}
      {doing === 'erase' && <EraseDialog patientId={patientId} patientName={patientName} onClose={close} onErased={onErased} />}
    </Alert>
  );
}

interface DialogProps {
  patientId: string;
  patientName: string;
  onClose: () => void;
}

function AnswerDialog({ patientId, patientName, onClose, onAnswered }: DialogProps & { onAnswered: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await keeping.answerErasure(patientId, text.trim());
      onAnswered();
      onClose();
    }, [patientId, text, onAnswered, onClose]),
  );
  return (
    <Dialog onClose={onClose} title={t('keeping.answer')}>
      <Stack>
        <Textarea
          label={t('keeping.answerLabel', { name: patientName })}
          description={t('keeping.answerHint')}
          autosize
          minRows={3}
          maxLength={longestAnswer}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="erasure-answer-text"
        />
        <DialogFoot problem={problem} onCancel={onClose}>
          <Button loading={running} disabled={text.trim() === ''} onClick={() => void run()} data-testid="erasure-answer-send">
            {t('keeping.sendAnswer')}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}

function EraseDialog({ patientId, patientName, onClose, onErased }: DialogProps & { onErased: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { run, running, problem } = useAction(
    useCallback(async () => {
      await keeping.erasePatient(patientId);
      onErased();
    }, [patientId, onErased]),
  );
  return (
    <Dialog onClose={onClose} title={t('keeping.eraseTitle', { name: patientName })}>
      <Stack>
        <Text size="sm">{t('keeping.eraseText', { name: patientName })}</Text>
        <TextInput
          label={t('keeping.typeName', { name: patientName })}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-testid="erasure-name"
        />
        <DialogFoot problem={problem} onCancel={onClose}>
          <Button
            color="red.9"
            loading={running}
            disabled={name.trim() !== patientName.trim()}
            onClick={() => void run()}
            data-testid="erasure-confirm"
          >
            {t('keeping.eraseAll')}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}
