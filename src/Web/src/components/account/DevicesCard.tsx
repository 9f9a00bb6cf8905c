import { Button, Group, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi, type Device } from '../../core/api/practice';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { useAuth } from '../../hooks/useAuth';
import { Card } from '../Card';
import { Problem } from '../Problem';
import classes from '../practice/Rows.module.css';

const isPhone = (name: string) => /iPhone|iPad|Android/.test(name);

/** Where one is signed in, and how to end it. */
export function DevicesCard({ devices, onChanged }: { devices: Device[]; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const { expire } = useAuth();
  const one = useAction(
    useCallback(
      async (id: string) => {
        await practiceApi.closeDevice(id);
        onChanged();
      },
      [onChanged],
    ),
  );
  const all = useAction(
    useCallback(async () => {
      await practiceApi.signOutEverywhere();
      expire();
    }, [expire]),
  );
  const when = (iso: string) => formatDateTime(iso, i18n.language);
  return (
    <Card title={t('account.devices')} text={t('account.devicesText')}>
      <Problem problem={one.problem ?? all.problem} />
      <ul className={classes.list}>
        {devices.map((device) => (
          <li key={device.deviceId} className={classes.row} data-testid="device" data-here={device.here}>
            {isPhone(device.name) ? <IconDeviceMobile size={22} aria-hidden /> : <IconDeviceDesktop size={22} aria-hidden />}
            <div className={classes.who}>
              <Text fw={600}>
                {device.name} {device.here && <Text span c="dimmed">{`(${t('account.here')})`}</Text>}
              </Text>
              <Text size="sm" c="dimmed">
                {t('account.seen', { since: when(device.signedInAt), seen: when(device.lastSeenAt) })}
              </Text>
            </div>
            {!device.here && (
              <Button
                variant="default"
                size="sm"
                loading={one.running}
                onClick={() => void one.run(device.deviceId)}
                aria-label={t('account.signOutDevice', { name: device.name })}
              >
                {t('account.signOutOne')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Group>
        <Button variant="default" loading={all.running} onClick={() => void all.run()} data-testid="sign-out-everywhere">
          {t('account.signOutAll')}
        </Button>
      </Group>
    </Card>
  );
}
