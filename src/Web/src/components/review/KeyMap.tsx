import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keysOf, reviewCommands } from '../../core/review/commands';
import { Dialog } from '../Dialog';
import classes from './KeyMap.module.css';

/** Every key of the player and what it does. */
export function KeyMap({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('player.keys')}>
      <dl className={classes.keys} data-testid="key-map">
        {reviewCommands.map((command) => (
          <div key={command}>
            <dt>
              {keysOf[command].map((key) => (
                <Kbd key={key}>{key === 'Space' ? t('player.space') : key === 'Shift' ? t('player.shift') : key}</Kbd>
              ))}
            </dt>
            <dd>{t(`player.command.${command}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
