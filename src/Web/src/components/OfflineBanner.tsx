import { IconCloudOff } from '@tabler/icons-react';
import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './OfflineBanner.module.css';

/** Says that the browser is offline, for as long as it is. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <div className={classes.banner} data-offline>
          <IconCloudOff size={18} aria-hidden className={classes.icon} />
          {t('common.offline')}
        </div>
      )}
    </div>
  );
}
