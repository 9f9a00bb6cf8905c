import { IconVideoOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sending } from '../../core/api/types';
import type { LocalMedia } from '../../core/media/localMedia';
import type { MediaClient } from '../../core/media/mediaClient';
import { troubleOf } from '../../core/media/trouble';
import { useSending } from '../../hooks/useSending';
import { useSessionState } from '../../hooks/useSession';
import { useStore } from '../../hooks/useStore';
import classes from './CallStage.module.css';
import { ConnectionNotice } from './ConnectionNotice';
import { ConnectionSign } from './ConnectionSign';
import { MutedSigns } from './MutedSigns';
import { RecordingNotice } from './RecordingNotice';
import { SelfView } from './SelfView';
import { StageNotice } from './StageNotice';
import { VideoView } from './VideoView';

export interface Away {
  text: string;
  /** Whether they are expected back by themselves. */
  busy: boolean;
  /** What can be done meanwhile. */
  help?: ReactNode;
}

interface Props {
  media: MediaClient;
  local: LocalMedia;
  otherName: string;
  otherPresent: boolean;
  /** What to say while they are not there. */
  away: Away;
  /** What the other person has on; null where that is not known. */
  otherSends: Sending | null;
  /** Which side's words to use about the other person. */
  other: 'patient' | 'therapist';
  controls: ReactNode;
}

/** The dark stage: the other person's picture large, one's own small, and what is happening in between. */
export function CallStage({ media, local, otherName, otherPresent, away, otherSends, other, controls }: Props) {
  const { t } = useTranslation();
  const { remote, remoteVideo, phase } = useStore(media.state);
  const quality = useStore(media.meter.state);
  const { screen } = useStore(local.state);
  const [picture, setPicture] = useState(false);
  useSending(local);
  const visible = remoteVideo && picture && otherSends?.camera !== false;
  return (
    <section className={classes.stage} aria-label={t('room.remote', { name: otherName })}>
      <div className={classes.remote} data-visible={visible}>
        <VideoView stream={remote} label={t('room.remote', { name: otherName })} testId="remote-video" onPicture={setPicture} />
      </div>
      {/* Always there: screen readers miss a live region that comes together with its words. */}
      <div role="status">
        <CallNotice {...{ media, otherName, otherPresent, away, otherSends, other, visible }} />
      </div>
      <div className={classes.signs}>
        <ConnectionSign quality={phase === 'connected' ? quality : null} />
        {otherPresent && <MutedSigns sending={otherSends} />}
        {screen && (
          <span className={classes.sharing} role="status" data-testid="sharing">
            {t('call.sharing')}
          </span>
        )}
      </div>
      <div className={classes.self}>
        <SelfView local={local} />
      </div>
      <div className={classes.controls}>{controls}</div>
    </section>
  );
}

type NoticeProps = Omit<Props, 'local' | 'controls'> & { visible: boolean };

/** A strip above about the connection, or about the recording where the connection is fine; in the middle why there is no picture. */
function CallNotice(props: NoticeProps) {
  const { media, otherPresent, away, other, visible } = props;
  const trouble = troubleOf(useSessionState(), useStore(media.state));
  if (trouble) return <ConnectionNotice trouble={trouble} other={other} reach={away.help} onRetry={() => media.tryAgain()} />;
  if (!otherPresent && visible) return <StageNotice strip {...away} testId="other-away" />;
  return (
    <>
      {other === 'patient' && <RecordingNotice />}
      {!visible && <NoPicture {...props} />}
    </>
  );
}

const wordsFor = (other: Props['other']) =>
  other === 'patient'
    ? ({
        connecting: 'room.patientConnecting',
        noVideo: 'room.patientNoVideo',
      } as const)
    : ({
        connecting: 'join.therapistConnecting',
        noVideo: 'join.therapistNoVideo',
      } as const);

function NoPicture({ media, otherName: name, otherPresent, away, otherSends, other }: NoticeProps) {
  const { t } = useTranslation();
  const { phase, remote, remoteVideo } = useStore(media.state);
  const keys = wordsFor(other);
  if (!otherPresent) return <StageNotice {...away} testId="other-away" />;
  const hears = remote.getAudioTracks().some((track) => !track.muted);
  if (otherSends?.camera === false || (phase === 'connected' && hears && !remoteVideo)) {
    return (
      <StageNotice
        icon={<IconVideoOff size={34} aria-hidden />}
        text={otherSends?.microphone === false ? t('call.otherAllOff', { name }) : t(keys.noVideo, { name })}
        testId="other-no-video"
      />
    );
  }
  return <StageNotice busy text={t(keys.connecting, { name })} testId="other-connecting" />;
}
