import { Alert, Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keeping, type PatientRights } from '../../core/api/keeping';
import { formatDate } from '../../core/util/format';
import { newId } from '../../core/util/ids';
import { useAction } from '../../hooks/useAction';
import type { Loaded } from '../../hooks/useLoad';
import { Card } from '../Card';
import { Problem } from '../Problem';
import { HoldLine } from './HoldLine';
import classes from './keeping.module.css';
import { ReasonDialog } from './ReasonDialog';
import { RightsEvents } from './RightsEvents';

interface Props {
  patientId: string;
  patientName: string;
  rights: Loaded<PatientRights>;
}

/** What of a patient is kept, what forbids erasing it and what they took back: for their therapist. */
export function RightsCard({ patientId, patientName, rights: { data, problem, reload } }: Props) {
  const { t } = useTranslation();
  return (
    <Card title={t('keeping.title')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={140} radius="md" />)}
      {data && (
        <Stack gap="lg" data-testid="rights">
          <Holds patientId={patientId} patientName={patientName} rights={data} onChanged={reload} />
          <Care patientId={patientId} rights={data} onChanged={reload} />
          <RightsEvents events={data.events} />
          <Text size="sm" c="dimmed">
            {t('keeping.referenceLabel')} <span className={classes.reference}>{patientId}</span>
          </Text>
        </Stack>
      )}
    </Card>
  );
}

interface PartProps {
  patientId: string;
  rights: PatientRights;
  onChanged: () => void;
}

function Holds({ patientId, patientName, rights, onChanged }: PartProps & { patientName: string }) {
  const { t } = useTranslation();
  const [setting, setSetting] = useState(false);
  const standing = rights.holds.filter((hold) => hold.liftedAt === null);
  const set = useCallback(
    async (reason: string) => {
      await keeping.setOwnHold(patientId, newId(), reason);
      setSetting(false);
      onChanged();
    },
    [patientId, onChanged],
  );
  return (
    <>
      {standing.length > 0 && (
        <Alert color="gray" variant="light" icon={<IconLock size={20} aria-hidden />} title={t('keeping.held')} data-testid="held">
          <Stack gap="xs">
            <Text size="sm">{t('keeping.heldText', { name: patientName })}</Text>
            {standing.map((hold) => (
              <HoldLine key={hold.holdId} hold={hold} />
            ))}
          </Stack>
        </Alert>
      )}
      <Button variant="default" size="sm" w="fit-content" onClick={() => setSetting(true)} data-testid="own-hold-set">
        {t('keeping.setHold')}
      </Button>
      {setting && (
        <ReasonDialog
          title={t('keeping.setHold')}
          text={t('keeping.setOwnText', { name: patientName })}
          label={t('keeping.reason')}
          hint={t('keeping.reasonHint')}
          confirm={t('keeping.setHold')}
          onConfirm={set}
          onClose={() => setSetting(false)}
        />
      )}
    </>
  );
}

function Care({ patientId, rights, onChanged }: PartProps) {
  const { t, i18n } = useTranslation();
  const { careEndedAt, recordEndsAt } = rights;
  const { run, running, problem } = useAction(
    useCallback(
      async (ended: boolean) => {
        await keeping.setCare(patientId, ended);
        onChanged();
      },
      [patientId, onChanged],
    ),
  );
  return (
    <div>
      <Switch
        label={t('keeping.careEnded')}
        description={
          careEndedAt && recordEndsAt
            ? t('keeping.careEndedText', { when: formatDate(careEndedAt, i18n.language), end: formatDate(recordEndsAt, i18n.language) })
            : t('keeping.careOnText')
        }
        checked={careEndedAt !== null}
        disabled={running}
        onChange={(event) => void run(event.currentTarget.checked)}
        data-testid="care-ended"
      />
      <Group mt="xs">
        <Problem problem={problem} />
      </Group>
    </div>
  );
}
