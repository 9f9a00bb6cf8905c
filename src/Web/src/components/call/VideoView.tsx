import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import classes from './VideoView.module.css';

interface Props {
  stream: MediaStream;
  label: string;
  /** Own pictures are silent and mirrored, as in a mirror. */
  self?: boolean;
  fit?: 'contain' | 'cover';
  testId: string;
  /** Told whether there is a picture: frames of some size, not only a track that promises them. */
  onPicture?: (visible: boolean) => void;
}

/** Plays a stream. Where the browser forbids sound before a click, it offers that click. */
export function VideoView({ stream, label, self = false, fit = 'contain', testId, onPicture }: Props) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [blocked, setBlocked] = useState(false);

  const play = useCallback(() => {
    video.current?.play().then(
      () => setBlocked(false),
      (error: unknown) => setBlocked(error instanceof DOMException && error.name === 'NotAllowedError'),
    );
  }, []);

  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    play();
    return () => {
      element.srcObject = null;
    };
  }, [stream, play]);

  return (
    <div className={classes.frame}>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- a live call has no captions to offer */}
      <video
        ref={video}
        className={classes.video}
        data-self={self}
        style={{ objectFit: fit }}
        autoPlay
        playsInline
        muted={self}
        onLoadedData={(event) => onPicture?.(event.currentTarget.videoWidth > 0)}
        onResize={(event) => onPicture?.(event.currentTarget.videoWidth > 0)}
        onEmptied={() => onPicture?.(false)}
        aria-label={label}
        data-testid={testId}
      />
      {blocked && (
        <Button className={classes.play} leftSection={<IconPlayerPlayFilled size={18} aria-hidden />} onClick={play}>
          {t('room.playSound')}
        </Button>
      )}
    </div>
  );
}
