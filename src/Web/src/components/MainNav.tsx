import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { MemberRole } from '../core/api/practice';
import classes from './MainNav.module.css';
import { placesOf } from './places';

/** What is reached from the caseload. */
const ofCaseload = ['/patients', '/sessions', '/reports'];

const isAt = (location: string, path: string) =>
  path === '/' ? location === '/' || ofCaseload.some((part) => location.startsWith(part)) : location.startsWith(path);

/** The places of the signed-in member: a row, and on a phone a list behind a button that names the place. */
export function MainNav({ roles, wide }: { roles: readonly MemberRole[]; wide: boolean }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  // Where it was opened: going elsewhere closes it.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === location;
  const places = placesOf(roles);
  const here = places.find(({ path }) => isAt(location, path));
  useEffect(() => {
    if (!open) return undefined;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpenAt(null);
    };
    window.addEventListener('keydown', closeOnEscape);
    return () => window.removeEventListener('keydown', closeOnEscape);
  }, [open]);
  return (
    <nav className={classes.nav} aria-label={t('nav.label')} data-open={open}>
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={open}
        aria-controls="places"
        onClick={() => setOpenAt(open ? null : location)}
        data-testid="nav-toggle"
      >
        {here ? t(`nav.${here.label}`) : t('nav.menu')}
        <IconChevronDown size={18} aria-hidden />
      </UnstyledButton>
      <ul id="places" className={classes.list} data-wide={wide}>
        {places.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path}
              className={classes.link}
              aria-current={isAt(location, path) ? 'page' : undefined}
              data-testid={`nav-${label}`}
            >
              {t(`nav.${label}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
