import { Button, Group } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../core/media/trouble';
import { formatTime } from '../../core/util/format';
import { StageNotice } from './StageNotice';

/** After this long it is said what the person can do themselves; before it, only that it is being tried. */
const slowAfterMs = 30_000;

interface Props {
  trouble: Trouble;
  /** Whom this person talks to: says whose words to use. */
  other: 'patient' | 'therapist';
  /** How the other person, or help, can be reached meanwhile. */
  reach: ReactNode;
  onRetry: () => void;
}

/** Says calmly that the connection is being made again and since when; an error only where nothing is tried any more. */
export function ConnectionNotice({ trouble, other, reach, onRetry }: Props) {
  const { t } = useTranslation();
  const room = other === 'patient' ? 'room' : 'join';
  if (trouble.kind === 'signedOut') return <StageNotice strip text={t(`${room}.signedOut`)} testId="signed-out" />;
  if (trouble.kind !== 'failed') return <Reconnecting key={trouble.since} trouble={trouble} room={room} reach={reach} />;
  const help = (
    <Group gap="sm">
      {reach}
      <Button size="xs" variant="default" onClick={onRetry} data-testid="media-retry">
        {t('common.retry')}
      </Button>
    </Group>
  );
  return <StageNotice strip text={t('room.mediaFailed', { message: t(`error.${trouble.problem}`) })} help={help} testId="media-failed" />;
}

interface ReconnectingProps {
  trouble: { kind: 'link' | 'media'; since: string };
  room: 'room' | 'join';
  reach: ReactNode;
}

function Reconnecting({ trouble: { kind, since }, room, reach }: ReconnectingProps) {
  const { t, i18n } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), Date.parse(since) + slowAfterMs - Date.now());
    return () => clearTimeout(timer);
  }, [since]);
  const time = formatTime(since, i18n.language);
  const help = slow && (
    <>
      <div>{t('room.mediaSlow')}</div>
      {reach}
    </>
  );
  return kind === 'link' ? (
    <StageNotice strip busy text={t(`${room}.linkLost`, { time })} help={help} testId="link-lost" />
  ) : (
    <StageNotice strip busy text={t('room.mediaReconnecting', { time })} help={help} testId="media-reconnecting" />
  );
}
