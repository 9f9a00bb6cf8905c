import { Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FigureCell, FigureKind } from '../../core/api/supervision';
import { Card } from '../Card';
import classes from './FigureTable.module.css';

/** The parts of one question, each with its share of what is shown; a hidden part says so. */
export function FigureTable({ kind, cells }: { kind: FigureKind; cells: FigureCell[] }) {
  const { t } = useTranslation();
  const shown = cells.reduce((sum, cell) => sum + (cell.sessions ?? 0), 0);
  return (
    <Card title={t(`supervision.kind.${kind}`)}>
      <table className={classes.table} data-testid={`figures-${kind}`}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('supervision.part')}</th>
            <th scope="col">{t('supervision.sessions')}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ category, sessions }) => (
            <tr key={category}>
              <th scope="row">{t(`supervision.category.${category}`)}</th>
              <td>
                {sessions === null ? (
                  <Tooltip label={t('supervision.hiddenText')} multiline w={260}>
                    <Text span size="sm" c="dimmed">
                      {t('supervision.hidden')}
                    </Text>
                  </Tooltip>
                ) : (
                  <>
                    <span className={classes.bar} aria-hidden>
                      <span style={{ width: `${shown === 0 ? 0 : (100 * sessions) / shown}%` }} />
                    </span>
                    <Text span className={`tabular ${classes.number}`}>
                      {t('supervision.about', { sessions })}
                    </Text>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
