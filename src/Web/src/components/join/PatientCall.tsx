import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from '../../core/media/localMedia';
import { useArrival } from '../../hooks/useArrival';
import { useMediaClient } from '../../hooks/useMedia';
import { useSessionView } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import { CrisisWords } from '../CrisisLine';
import { CallControls } from '../call/CallControls';
import controls from '../call/CallControls.module.css';
import { CallStage } from '../call/CallStage';
import classes from './PatientCall.module.css';
import { PrivacyBar } from './PrivacyBar';

/** The patient's call: the therapist large, and always in sight what is recorded and analysed, with the power to stop it. */
export function PatientCall({ local, onLeave }: { local: LocalMedia; onLeave: () => void }) {
  const { t } = useTranslation();
  const view = useSessionView();
  const media = useMediaClient(view.sessionId, local, true);
  const main = useArrival();
  return (
    <main ref={main} className={classes.call} tabIndex={-1} data-testid="patient-call">
      <h1 className="visually-hidden">{t('join.callTitle', { name: view.clinicianName })}</h1>
      <CallStage
        media={media}
        local={local}
        other="therapist"
        otherName={view.clinicianName}
        otherPresent={view.clinicianPresent}
        away={{ text: t('join.therapistAway', { name: view.clinicianName }), busy: true, help: <CrisisWords /> }}
        otherSends={view.clinicianSends}
        controls={
          <CallControls local={local}>
            <Tooltip label={t('join.leave')}>
              <ActionIcon className={controls.round} data-on aria-label={t('join.leave')} onClick={onLeave} data-testid="leave">
                <IconDoorExit size={22} />
              </ActionIcon>
            </Tooltip>
          </CallControls>
        }
      />
      <CameraTrouble local={local} />
      <PrivacyBar />
    </main>
  );
}

function CameraTrouble({ local }: { local: LocalMedia }) {
  const { t } = useTranslation();
  const { videoFault } = useStore(local.state);
  return (
    <div role="alert">
      {videoFault && (
        <p className={classes.trouble} data-testid="camera-fault" data-fault={videoFault}>
          {t('join.noCamera', { reason: t(`join.videoFault.${videoFault}`) })}
        </p>
      )}
    </div>
  );
}
