import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useArrival } from '../hooks/useArrival';
import { useAuth } from '../hooks/useAuth';
import { Brand } from './Brand';
import classes from './ClinicianLayout.module.css';
import { CrisisLine } from './CrisisLine';
import { LanguageSwitch } from './LanguageSwitch';
import { MainNav } from './MainNav';
import { homeOf } from './places';
import { AlertBadge } from './oversight/AlertBadge';

/** Header, navigation, page, footer: everything a member of the practice sees outside a session room. */
export function ClinicianLayout({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t } = useTranslation();
  const { auth, signOut } = useAuth();
  const main = useArrival();
  const me = auth.status === 'known' && auth.me.role === 'clinician' ? auth.me : null;
  return (
    <div className={classes.shell}>
      <a className="skip-link" href="#content">
        {t('common.skip')}
      </a>
      <header className={classes.header}>
        <Link href={homeOf(me?.roles ?? [])} className={classes.home}>
          <Brand />
        </Link>
        <Group gap="sm" wrap="nowrap">
          {me && <AlertBadge />}
          {me && (
            <div className={classes.person}>
              <Text size="sm" fw={600}>
                {me.displayName}
              </Text>
              <Text size="xs" c="dimmed">
                {me.practiceName}
              </Text>
            </div>
          )}
          <LanguageSwitch />
          <Tooltip label={t('common.signOut')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('common.signOut')}
              onClick={() => void signOut()}
              data-testid="sign-out"
            >
              <IconLogout size={20} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </header>
      {me && <MainNav roles={me.roles} wide={wide} />}
      <main id="content" ref={main} className={wide ? classes.wide : classes.main} tabIndex={-1}>
        {children}
      </main>
      <CrisisLine />
    </div>
  );
}
