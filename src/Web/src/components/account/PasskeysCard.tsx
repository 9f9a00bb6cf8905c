import { Button, Group, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canUsePasskeys } from '../../core/account/webAuthn';
import { passkeysApi, type PasskeyInfo } from '../../core/api/passkeys';
import { formatDateTime } from '../../core/util/format';
import { useLoad } from '../../hooks/useLoad';
import { Card } from '../Card';
import { Problem } from '../Problem';
import classes from '../practice/Rows.module.css';
import { AddPasskey, RemovePasskey, RenamePasskey } from './PasskeyDialogs';

/** As many as the gateway keeps. */
const most = 10;

type Doing = { what: 'add' } | { what: 'rename' | 'remove'; passkey: PasskeyInfo };

/** The passkeys that one may sign in with instead of password and code. */
export function PasskeysCard({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation();
  const { data, problem, reload } = useLoad(passkeysApi.list);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => {
    setDoing(null);
    reload();
  };
  return (
    <Card title={t('passkeys.title')} text={t('passkeys.text')}>
      {!data && <Problem problem={problem} onRetry={reload} />}
      {data && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((passkey) => (
            <Row key={passkey.passkeyId} passkey={passkey} onDo={(what) => setDoing({ what, passkey })} />
          ))}
        </ul>
      )}
      {data?.length === 0 && <Text data-testid="passkeys-none">{t('passkeys.none')}</Text>}
      {canUsePasskeys() ? (
        <Button
          variant="default"
          w="fit-content"
          disabled={!data || data.length >= most}
          onClick={() => setDoing({ what: 'add' })}
          data-testid="passkey-add"
        >
          {t('passkeys.add')}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          {t('passkeys.cannot')}
        </Text>
      )}
      {doing?.what === 'add' && <AddPasskey hasPassword={hasPassword} onClose={close} />}
      {doing?.what === 'rename' && <RenamePasskey passkey={doing.passkey} onClose={close} />}
      {doing?.what === 'remove' && <RemovePasskey passkey={doing.passkey} hasPassword={hasPassword} onClose={close} />}
    </Card>
  );
}

function Row({ passkey, onDo }: { passkey: PasskeyInfo; onDo: (what: 'rename' | 'remove') => void }) {
  const { t, i18n } = useTranslation();
  const { name, addedAt, lastUsedAt, backedUp } = passkey;
  const when = (iso: string) => formatDateTime(iso, i18n.language);
  const facts = [
    t('passkeys.added', { when: when(addedAt) }),
    lastUsedAt ? t('passkeys.used', { when: when(lastUsedAt) }) : t('passkeys.unused'),
    ...(backedUp ? [t('passkeys.backedUp')] : []),
  ];
  return (
    <li className={classes.row} data-testid="passkey" data-name={name}>
      <IconKey size={20} aria-hidden />
      <div className={classes.who}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="sm"
          variant="subtle"
          aria-label={t('passkeys.renameOf', { name })}
          onClick={() => onDo('rename')}
          data-testid="passkey-rename"
        >
          {t('passkeys.rename')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={t('passkeys.removeOf', { name })}
          onClick={() => onDo('remove')}
          data-testid="passkey-remove"
        >
          {t('passkeys.remove')}
        </Button>
      </Group>
    </li>
  );
}
