import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconBookmarkPlus, IconEyeOff, IconLink, IconShieldHeart } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useSessionView } from '../../hooks/useSession';
import { ProcessingBadge } from '../call/ProcessingBadge';
import { InviteDialog } from '../caseload/InviteDialog';
import { LanguageSwitch } from '../LanguageSwitch';
import { EndSession } from './EndSession';
import { HeaderPopover } from './HeaderPopover';
import { IndicatorMenu } from './IndicatorMenu';
import { PlanMenu } from './PlanMenu';
import classes from './RoomHeader.module.css';
import { SafetyDetails } from './SafetyDetails';
import { SessionClock } from './SessionClock';

/** Who, how long, what is being processed, and the two commands of a running session. */
export function RoomHeader({ onMark, onHide }: { onMark: () => void; onHide: () => void }) {
  const { t } = useTranslation();
  const view = useSessionView();
  const name = view.patientName ?? '';
  const [inviting, setInviting] = useState(false);
  const live = view.phase === 'live';
  return (
    <header className={classes.header}>
      <Tooltip label={t('common.toCaseload')}>
        <ActionIcon component={Link} href="/" variant="subtle" color="gray" size="lg" aria-label={t('common.toCaseload')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      </Tooltip>
      <h1 className={classes.title}>{name}</h1>
      {live && <SessionClock />}
      {view.phase !== 'ended' && (
        <div className={classes.badges}>
          <ProcessingBadge subject="recording" state={view.recording} />
          <ProcessingBadge subject="analysis" state={view.emotionAnalysis} />
        </div>
      )}
      <div className={classes.actions}>
        {view.phase !== 'ended' && <PlanMenu />}
        {live ? (
          <>
            <HeaderPopover label={t('safety.details')} icon={<IconShieldHeart size={20} />} width={320} testId="safety-open">
              <SafetyDetails />
            </HeaderPopover>
            <IndicatorMenu />
            <Tooltip label={t('workspace.privacy')}>
              <ActionIcon
                size="lg"
                variant="subtle"
                color="gray"
                aria-label={t('workspace.privacy')}
                aria-keyshortcuts="H F9"
                onClick={onHide}
                data-testid="privacy-hide"
              >
                <IconEyeOff size={20} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('room.markerKey')}>
              <Button
                className={classes.mark}
                size="sm"
                variant="light"
                aria-label={t('room.marker')}
                leftSection={<IconBookmarkPlus size={18} aria-hidden />}
                onClick={onMark}
                aria-keyshortcuts="M"
                data-testid="marker-add"
              >
                {t('room.marker')}
              </Button>
            </Tooltip>
            <EndSession name={name} />
          </>
        ) : (
          view.phase !== 'ended' && (
            <Button
              size="sm"
              variant="subtle"
              leftSection={<IconLink size={17} aria-hidden />}
              onClick={() => setInviting(true)}
              data-testid="session-invite"
            >
              {t('room.invite')}
            </Button>
          )
        )}
        {!live && <LanguageSwitch />}
      </div>
      {inviting && <InviteDialog sessionId={view.sessionId} patientName={name} onClose={() => setInviting(false)} />}
    </header>
  );
}
