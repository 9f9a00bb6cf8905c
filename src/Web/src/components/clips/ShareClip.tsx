import { Alert, Button, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rights } from '../../core/api/rights';
import type { ReviewTransport } from '../../core/review/transport';
import { formatClock } from '../../core/util/format';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import { useLoad } from '../../hooks/useLoad';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';

export interface Range {
  fromMs: number;
  toMs: number;
}

interface Props {
  sessionId: string;
  range: Range;
  onClose: () => void;
  onShared: (range: Range) => void;
}

const dayChoices = [1, 7, 14, 30];

/** With whom, why and for how long a chosen part is shared. */
export function ShareClip({ sessionId, range, onClose, onShared }: Props) {
  const { t } = useTranslation();
  const { data: supervisors, problem: unread } = useLoad(rights.supervisors);
  const [clipId] = useState(newId);
  const [supervisorId, setSupervisorId] = useState('');
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState('');
  const chosen = supervisorId || supervisors?.[0]?.supervisorId || '';
  const { run, running, problem } = useAction(
    useCallback(async () => {
      const shared = await rights.shareClip(sessionId, clipId, { ...range, supervisorId: chosen, days, reason });
      onShared(shared);
      onClose();
    }, [sessionId, clipId, range, chosen, days, reason, onShared, onClose]),
  );
  return (
    <Dialog onClose={onClose} title={t('oversight.share')}>
      <Stack>
        <Text fw={600} className="tabular">
          {t('oversight.range', {
            from: formatClock(range.fromMs),
            to: formatClock(range.toMs),
            length: formatClock(range.toMs - range.fromMs),
          })}
        </Text>
        {supervisors?.length === 0 && <Alert color="gray">{t('oversight.noSupervisors')}</Alert>}
        <NativeSelect
          label={t('oversight.supervisor')}
          value={chosen}
          onChange={(event) => setSupervisorId(event.currentTarget.value)}
          data={(supervisors ?? []).map((one) => ({ value: one.supervisorId, label: one.displayName }))}
          data-testid="clip-supervisor"
        />
        <Textarea
          label={t('oversight.reason')}
          value={reason}
          maxLength={500}
          minRows={2}
          autosize
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
          data-testid="clip-reason"
        />
        <NativeSelect
          label={t('oversight.days')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={dayChoices.map((count) => ({ value: String(count), label: t('oversight.dayCount', { count }) }))}
        />
        <DialogFoot problem={problem ?? unread} onCancel={onClose}>
          <Button disabled={!chosen || reason.trim() === ''} loading={running} onClick={() => void run()} data-testid="clip-share">
            {t('oversight.shareNow')}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}

/** The moment the player stands at. */
export const momentOf = (transport: ReviewTransport) => Math.round(transport.position.get());
