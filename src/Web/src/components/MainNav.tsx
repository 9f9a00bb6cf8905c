import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { MemberRole } from '../core/api/practice';
import classes from './MainNav.module.css';
import { placesOf } from './places';

const isAt = (location: string, path: string) =>
  path === '/' ? location === '/' || location.startsWith('/patients') : location.startsWith(path);

/** The places of the signed-in member; on a narrow screen it scrolls sideways. */
export function MainNav({ roles }: { roles: readonly MemberRole[] }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <ul className={classes.list}>
        {placesOf(roles).map(({ path, label }) => (
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
