import { Button, Skeleton, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keeping, type HeldPatient, type LegalHold } from '../../core/api/keeping';
import { newId } from '../../core/util/ids';
import { useLoad } from '../../hooks/useLoad';
import { Card } from '../Card';
import { Problem } from '../Problem';
import { HoldLine } from './HoldLine';
import classes from './keeping.module.css';
import { ReasonDialog } from './ReasonDialog';

/** The practice's legal holds, without names: set by reference, lifted for a reason. */
export function HoldsCard({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(keeping.holds);
  const [setting, setSetting] = useState(false);
  const changed = useCallback(() => {
    reload();
    onChanged();
  }, [reload, onChanged]);
  const set = useCallback(
    async (reason: string, reference: string) => {
      await keeping.setHold(reference, newId(), reason);
      setSetting(false);
      changed();
    },
    [changed],
  );
  return (
    <Card title={t('keeping.holds')} text={t('keeping.holdsText')}>
      {!data && (problem ? <Problem problem={problem} onRetry={reload} /> : <Skeleton height={80} radius="md" />)}
      {data?.length === 0 && <Text>{t('keeping.holdsNone')}</Text>}
      {data && data.length > 0 && (
        <ul className={classes.list} data-testid="holds">
          {data.flatMap((patient) =>
            patient.holds.map((hold) => (
              <HoldRow key={patient.patientId + hold.holdId} patient={patient} hold={hold} onChanged={changed} />
            )),
          )}
        </ul>
      )}
      <Button variant="default" w="fit-content" onClick={() => setSetting(true)} data-testid="hold-set">
        {t('keeping.setHold')}
      </Button>
      {setting && (
        <ReasonDialog
          title={t('keeping.setHold')}
          text={t('keeping.setText')}
          label={t('keeping.reason')}
          hint={t('keeping.reasonHint')}
          confirm={t('keeping.setHold')}
          withReference
          onConfirm={set}
          onClose={() => setSetting(false)}
        />
      )}
    </Card>
  );
}

function HoldRow({ patient, hold, onChanged }: { patient: HeldPatient; hold: LegalHold; onChanged: () => void }) {
  const { t } = useTranslation();
  const [lifting, setLifting] = useState(false);
  const lift = useCallback(
    async (reason: string) => {
      await keeping.liftHold(patient.patientId, hold.holdId, reason);
      setLifting(false);
      onChanged();
    },
    [patient.patientId, hold.holdId, onChanged],
  );
  return (
    <li data-testid="hold" data-standing={hold.liftedAt === null}>
      <div className={classes.what}>
        <HoldLine hold={hold} />
        <Text size="sm" c="dimmed">
          {t('keeping.aPatientOf', { name: patient.therapistName })} · <span className={classes.reference}>{patient.patientId}</span>
        </Text>
      </div>
      {!hold.liftedAt && (
        <Button variant="default" size="sm" onClick={() => setLifting(true)} data-testid="hold-lift">
          {t('keeping.lift')}
        </Button>
      )}
      {lifting && (
        <ReasonDialog
          title={t('keeping.liftTitle')}
          text={t('keeping.liftText')}
          label={t('keeping.liftReason')}
          confirm={t('keeping.lift')}
          onConfirm={lift}
          onClose={() => setLifting(false)}
        />
      )}
    </li>
  );
}
