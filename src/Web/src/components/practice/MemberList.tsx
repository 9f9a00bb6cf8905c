import { Avatar, Button, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Member } from '../../core/api/practice';
import { formatDateTime, withoutTitle } from '../../core/util/format';
import classes from './Rows.module.css';

/** Everybody in the practice, with what they may do. */
export function MemberList({ members, onChange }: { members: Member[] | null; onChange: (member: Member) => void }) {
  if (!members) {
    return (
      <Stack gap={1}>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={70} radius="md" />
        ))}
      </Stack>
    );
  }
  return (
    <ul className={classes.list}>
      {members.map((member) => (
        <MemberRow key={member.memberId} member={member} onChange={() => onChange(member)} />
      ))}
    </ul>
  );
}

function MemberRow({ member, onChange }: { member: Member; onChange: () => void }) {
  const { t, i18n } = useTranslation();
  const seen = member.lastSeenAt
    ? t('members.lastSeen', { when: formatDateTime(member.lastSeenAt, i18n.language) })
    : t('members.notSignedIn');
  const rolesText = member.roles.map((role) => t(`roles.${role}`)).join(', ');
  return (
    <li className={classes.row} data-testid="member" data-email={member.email}>
      <Avatar name={withoutTitle(member.displayName)} color="pine" size={40} radius="xl" aria-hidden />
      <div className={classes.who}>
        <Text fw={600} truncate>
          {member.displayName} {member.you && <Text span c="dimmed">{`(${t('members.you')})`}</Text>}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {member.email}
        </Text>
      </div>
      <div className={classes.who}>
        <Text size="sm" fw={500}>
          {member.disabled ? `${t('members.disabled')} · ${rolesText}` : rolesText}
        </Text>
        <Text size="sm" c="dimmed">
          {`${t(member.hasSecondFactor ? 'members.secondFactorOn' : 'members.secondFactorOff')} · ${seen}`}
        </Text>
      </div>
      <Button
        variant="default"
        size="sm"
        onClick={onChange}
        aria-label={t('members.changeFor', { name: member.displayName })}
        data-testid="member-change"
      >
        {t('members.change')}
      </Button>
    </li>
  );
}
