import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { memberRoles, type MemberRole } from '../../core/api/practice';

/** Chooses one or more roles, each with what it means. */
export function RoleSwitches({ roles, onChange }: { roles: MemberRole[]; onChange: (roles: MemberRole[]) => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="group" aria-label={t('members.rolesLabel')}>
      {memberRoles.map((role) => (
        <Switch
          key={role}
          label={t(`roles.${role}`)}
          description={t(`roles.${role}Text`)}
          checked={roles.includes(role)}
          onChange={(event) => onChange(event.currentTarget.checked ? [...roles, role] : roles.filter((other) => other !== role))}
          data-testid={`role-${role}`}
        />
      ))}
    </Stack>
  );
}
