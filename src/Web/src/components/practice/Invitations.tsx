import { Button, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi, type Invitation } from '../../core/api/practice';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Problem } from '../Problem';
import classes from './Rows.module.css';

/** People who were invited and have not come yet; nothing where there are none. */
export function Invitations({ invitations, onChanged }: { invitations: Invitation[]; onChanged: () => void }) {
  const { t, i18n } = useTranslation();
  const withdraw = useAction(
    useCallback(
      async (id: string) => {
        await practiceApi.withdrawInvitation(id);
        onChanged();
      },
      [onChanged],
    ),
  );
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="pending">
      <Title order={2} id="pending" mb="md">
        {t('members.pending')}
      </Title>
      <Problem problem={withdraw.problem} />
      <ul className={classes.list}>
        {invitations.map((invitation) => (
          <li key={invitation.invitationId} className={classes.row}>
            <div className={classes.who}>
              <Text fw={600} truncate>
                {invitation.email}
              </Text>
              <Text size="sm" c="dimmed">
                {`${invitation.roles.map((role) => t(`roles.${role}`)).join(', ')} · `}
                {t('members.pendingUntil', { when: formatDateTime(invitation.expiresAt, i18n.language) })}
              </Text>
            </div>
            <Button
              variant="default"
              size="sm"
              loading={withdraw.running}
              onClick={() => void withdraw.run(invitation.invitationId)}
              aria-label={t('members.withdrawFor', { email: invitation.email })}
            >
              {t('members.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
