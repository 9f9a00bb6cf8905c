import { useTranslation } from 'react-i18next';
import type { Side } from '../../core/affect/sides';
import classes from './SideMark.module.css';

/** A letter for the patient's side on which a unit is stronger. Its place is kept where there is none, so that nothing moves when it comes. */
export function SideMark({ side }: { side: Side | null }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} aria-hidden>
      {side && t(`affect.sideLetter.${side}`)}
    </span>
  );
}
