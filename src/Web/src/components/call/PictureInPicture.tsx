import { IconPictureInPicture } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Round } from './CallControls';

/** Puts the other's picture into a little window of its own, above all others; nothing where the browser cannot. */
export function PictureInPicture({ testId }: { testId: string }) {
  const { t } = useTranslation();
  if (!document.pictureInPictureEnabled) return null;
  const toggle = () => {
    const video = document.querySelector<HTMLVideoElement>(`video[data-testid="${testId}"]`);
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void video?.requestPictureInPicture().catch(() => undefined);
  };
  return (
    <Round label={t('workspace.pip')} on onClick={toggle} testId="picture-in-picture">
      <IconPictureInPicture size={22} />
    </Round>
  );
}
