import { Modal } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Dialog.module.css';

interface Props {
  title: string;
  size?: 'lg';
  closeOnClickOutside?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog, rendered only while it is open. It takes the focus, keeps it when its content changes, and gives it back to whatever opened it. */
export function Dialog({ children, ...props }: Props) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus();
  });
  useEffect(() => () => void requestAnimationFrame(() => giveBack(opener)), [opener]);
  return (
    <Modal opened closeButtonProps={{ 'aria-label': t('common.close') }} {...props}>
      <div ref={content} tabIndex={-1} className={classes.content}>
        {children}
      </div>
    </Modal>
  );
}

/** What opened the dialog may have gone with what the dialog did; a new page may have the focus already. */
function giveBack(opener: Element | null): void {
  if (document.activeElement !== document.body) return;
  const to = opener?.isConnected ? opener : document.querySelector('main');
  if (to instanceof HTMLElement) to.focus({ preventScroll: true });
}
