import { Button } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './PrivacyScreen.module.css';

/** Covers the page, dialogs included, until the therapist shows it again. Nothing on it is anybody's. */
export function PrivacyScreen({ onShow }: { onShow: () => void }) {
  const { t } = useTranslation();
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(() => cover.current?.showModal(), []);
  return (
    <dialog
      ref={cover}
      className={classes.cover}
      aria-labelledby="privacy-title"
      onCancel={(event) => event.preventDefault()}
      data-testid="privacy-screen"
    >
      <IconEyeOff size={40} aria-hidden />
      <h2 id="privacy-title">{t('workspace.hidden')}</h2>
      <p>{t('workspace.hiddenText')}</p>
      <Button variant="default" onClick={onShow} data-testid="privacy-show">
        {t('workspace.showAgain')}
      </Button>
    </dialog>
  );
}
