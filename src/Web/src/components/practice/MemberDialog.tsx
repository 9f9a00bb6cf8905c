import { Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi, type Member } from '../../core/api/practice';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';
import { Problem } from '../Problem';
import { RoleSwitches } from './RoleSwitches';

interface Props {
  member: Member;
  /** Who can have the member in their group. */
  supervisors: Member[];
  onClose: () => void;
  onChanged: () => void;
}

/** What an administrator can change of one member. */
export function MemberDialog({ member, supervisors, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const [roles, setRoles] = useState(member.roles);
  const [disabled, setDisabled] = useState(member.disabled);
  const [supervisor, setSupervisor] = useState(member.supervisorId ?? '');
  const [said, setSaid] = useState('');
  const [resetting, setResetting] = useState(false);
  const save = useAction(
    useCallback(async () => {
      await practiceApi.changeMember(member.memberId, roles, disabled);
      if (supervisor !== (member.supervisorId ?? '')) await practiceApi.assignSupervisor(member.memberId, supervisor || null);
      onChanged();
      onClose();
    }, [member, roles, disabled, supervisor, onChanged, onClose]),
  );
  const act = useAction(
    useCallback(
      async (what: () => Promise<unknown>, done: string) => {
        await what();
        setSaid(done);
        setResetting(false);
        onChanged();
      },
      [onChanged],
    ),
  );
  return (
    <Dialog onClose={onClose} size="lg" title={t('members.changeFor', { name: member.displayName })}>
      <Stack gap="lg">
        <Problem problem={save.problem ?? act.problem} />
        <RoleSwitches roles={roles} onChange={setRoles} />
        {roles.includes('therapist') && (
          <NativeSelect
            label={t('members.supervisor')}
            description={t('members.supervisorText')}
            data={[
              { value: '', label: t('members.noSupervisor') },
              ...supervisors
                .filter((other) => other.memberId !== member.memberId)
                .map((other) => ({ value: other.memberId, label: other.displayName })),
            ]}
            value={supervisor}
            onChange={(event) => setSupervisor(event.currentTarget.value)}
            data-testid="member-supervisor"
          />
        )}
        <Switch
          label={t('members.keepOut')}
          description={t('members.keepOutText')}
          checked={disabled}
          onChange={(event) => setDisabled(event.currentTarget.checked)}
          data-testid="member-disabled"
        />
        <div>
          <Group gap="sm">
            <Button
              variant="default"
              size="sm"
              loading={act.running}
              onClick={() => void act.run(() => practiceApi.signMemberOut(member.memberId), t('members.done_signOut'))}
            >
              {t('members.signOut')}
            </Button>
            {member.hasSecondFactor && !resetting && (
              <Button variant="default" size="sm" onClick={() => setResetting(true)} data-testid="member-reset">
                {t('members.resetSecondFactor')}
              </Button>
            )}
          </Group>
          {resetting && (
            <Stack gap="xs" mt="sm">
              <Text size="sm">{t('members.resetText')}</Text>
              <Text size="sm">{t('members.resetConfirm', { name: member.displayName })}</Text>
              <Button
                size="sm"
                color="orange"
                w="fit-content"
                loading={act.running}
                onClick={() => void act.run(() => practiceApi.resetSecondFactor(member.memberId), t('members.done_reset'))}
                data-testid="member-reset-confirm"
              >
                {t('members.resetSecondFactor')}
              </Button>
            </Stack>
          )}
          <Text size="sm" mt="xs" role="status">
            {said}
          </Text>
        </div>
        <DialogFoot onCancel={onClose}>
          <Button loading={save.running} disabled={roles.length === 0} onClick={() => void save.run()} data-testid="member-save">
            {t('common.save')}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  );
}
