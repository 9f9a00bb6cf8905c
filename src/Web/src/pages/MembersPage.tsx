import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClinicianLayout } from '../components/ClinicianLayout';
import { Invitations } from '../components/practice/Invitations';
import { InviteMemberDialog } from '../components/practice/InviteMemberDialog';
import { MemberDialog } from '../components/practice/MemberDialog';
import { MemberList } from '../components/practice/MemberList';
import { Problem } from '../components/Problem';
import { practiceApi, type Member } from '../core/api/practice';
import { useLoad } from '../hooks/useLoad';
import { useTitle } from '../hooks/useTitle';

/** Who works in the practice: inviting, roles, keeping out. */
export default function MembersPage() {
  const { t } = useTranslation();
  useTitle(t('members.title'));
  const members = useLoad(practiceApi.members);
  const invitations = useLoad(practiceApi.invitations);
  const [inviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<Member | null>(null);
  const { reload: reloadMembers } = members;
  const { reload: reloadInvitations } = invitations;
  const reload = useCallback(() => {
    reloadMembers();
    reloadInvitations();
  }, [reloadMembers, reloadInvitations]);
  const supervisors = (members.data ?? []).filter((member) => member.roles.includes('supervisor'));
  return (
    <ClinicianLayout>
      <Stack gap={28}>
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={1}>{t('members.title')}</Title>
            <Text c="dimmed" mt={4} maw={640}>
              {t('members.lead')}
            </Text>
          </div>
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)} data-testid="invite-member">
            {t('members.invite')}
          </Button>
        </Group>
        <Problem problem={members.problem ?? invitations.problem} onRetry={reload} />
        {!(members.problem && !members.data) && <MemberList members={members.data} onChange={setChanging} />}
        <Invitations invitations={invitations.data ?? []} onChanged={reloadInvitations} />
      </Stack>
      {inviting && <InviteMemberDialog onClose={() => setInviting(false)} onInvited={reloadInvitations} />}
      {changing && <MemberDialog member={changing} supervisors={supervisors} onClose={() => setChanging(null)} onChanged={reload} />}
    </ClinicianLayout>
  );
}
