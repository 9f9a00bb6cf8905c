import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useCallback, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { practiceApi, type InvitationLink, type MemberRole } from '../../core/api/practice';
import { formatDateTime } from '../../core/util/format';
import { useAction } from '../../hooks/useAction';
import { Dialog } from '../Dialog';
import { DialogFoot } from '../DialogFoot';
import { CopyField } from '../CopyField';
import { Problem } from '../Problem';
import { RoleSwitches } from './RoleSwitches';

/** Asks for address and roles, then shows the link. Rendered only while it is open, so that it always starts empty. */
export function InviteMemberDialog({ onClose, onInvited }: { onClose: () => void; onInvited: () => void }) {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<MemberRole[]>(['therapist']);
  const [link, setLink] = useState<InvitationLink | null>(null);
  const invite = useCallback(
    async (address: string, chosen: MemberRole[]) => {
      setLink(await practiceApi.inviteMember(address, chosen));
      onInvited();
    },
    [onInvited],
  );
  const { run, running, problem } = useAction(invite);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run(email.trim(), roles);
  };
  return (
    <Dialog onClose={onClose} size="lg" title={t('members.invite')}>
      {link ? (
        <Stack>
          <Text size="sm">{t('members.linkText', { email: email.trim(), when: formatDateTime(link.expiresAt, i18n.language) })}</Text>
          <CopyField label={t('members.link')} value={link.url} testId="member-link" buttonTestId="member-link-copy" />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('members.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <Problem problem={problem} />
            <TextInput
              label={t('members.email')}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              required
              withAsterisk={false}
              autoComplete="off"
              data-autofocus
              data-testid="member-email"
            />
            <RoleSwitches roles={roles} onChange={setRoles} />
            <DialogFoot onCancel={onClose}>
              <Button type="submit" loading={running} disabled={roles.length === 0 || email.trim() === ''} data-testid="member-invite">
                {t('members.makeLink')}
              </Button>
            </DialogFoot>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
