import { Button } from '@mantine/core';
import { IconHeartHandshake, IconDoorExit } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocalMedia } from '../../hooks/useMedia';
import { SessionProvider, useConnection, useSessionView } from '../../hooks/useSession';
import type { SessionView } from '../../core/api/types';
import { CenteredMessage } from '../CenteredMessage';
import { ConsentForm } from './ConsentForm';
import { DeviceCheck } from './DeviceCheck';
import { JoinLayout } from './JoinLayout';
import { PatientCall } from './PatientCall';
import { SafetyForm } from './SafetyForm';
import { WaitingRoom } from './WaitingRoom';

type Step = 'devices' | 'safety' | 'consents' | 'session' | 'left';

interface Props {
  initial: SessionView;
  /** Whoever just opened the link checks the devices first; whoever reloads goes back to where they were. */
  fresh: boolean;
}

/** Everything after the link was opened. The session's phase decides what "session" shows. */
export function JoinSession({ initial, fresh }: Props) {
  return (
    <SessionProvider initial={initial}>
      <Steps first={fresh || initial.phase === 'scheduled' ? 'devices' : 'session'} />
    </SessionProvider>
  );
}

function Steps({ first }: { first: Step }) {
  const { t } = useTranslation();
  const view = useSessionView();
  const [step, setStep] = useState<Step>(first);
  const ended = view.phase === 'ended';
  const local = useLocalMedia(!ended && step !== 'left');

  if (ended) {
    return (
      <JoinLayout>
        <CenteredMessage
          title={t('join.endedTitle')}
          text={t('join.endedText')}
          icon={<IconHeartHandshake size={34} />}
          testId="join-ended"
        />
      </JoinLayout>
    );
  }
  if (step === 'left') return <Left onBack={() => setStep('session')} />;
  const next = view.phase === 'live' ? 'session' : 'consents';
  if (step === 'devices') {
    return (
      <JoinLayout step={1}>
        <DeviceCheck local={local} onContinue={() => setStep(view.safetyConfirmed ? next : 'safety')} />
      </JoinLayout>
    );
  }
  if (step === 'safety') {
    return (
      <JoinLayout step={2}>
        <SafetyForm sessionId={view.sessionId} onDone={() => setStep(next)} />
      </JoinLayout>
    );
  }
  if (step === 'consents' || view.phase === 'scheduled') {
    return (
      <JoinLayout step={3}>
        <ConsentForm view={view} onDone={() => setStep('session')} />
      </JoinLayout>
    );
  }
  if (view.phase === 'live') return <PatientCall local={local} onLeave={() => setStep('left')} />;
  return (
    <JoinLayout step={4}>
      <WaitingRoom local={local} onDevices={() => setStep('devices')} onConsents={() => setStep('consents')} />
    </JoinLayout>
  );
}

/** Out of the call on purpose, which the therapist is told. */
function Left({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  const connection = useConnection();
  useEffect(() => {
    connection.leave();
    // Whoever has left hears nothing, and is to know when the session is over.
    const timer = setInterval(() => void connection.refresh().catch(() => undefined), 10_000);
    return () => clearInterval(timer);
  }, [connection]);
  const comeBack = () => {
    connection.start();
    onBack();
  };
  return (
    <JoinLayout>
      <CenteredMessage title={t('join.leftTitle')} text={t('join.leftText')} icon={<IconDoorExit size={34} />} testId="join-left">
        <Button size="lg" onClick={comeBack} data-testid="come-back">
          {t('join.comeBack')}
        </Button>
      </CenteredMessage>
    </JoinLayout>
  );
}
