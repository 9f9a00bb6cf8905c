import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../practice/FigureTable.module.css';

const explained = [
  'UnknownAddress',
  'UnknownUfrag',
  'StunBadIntegrity',
  'AddressNotValidated',
  'AuthenticationFailed',
  'Replayed',
  'NothingNew',
  'TooMany',
  'SendFailed',
] as const;
type Explained = (typeof explained)[number];
const isExplained = (reason: string): reason is Explained => explained.some((one) => one === reason);

/** Packets that were not used, by reason, most first; in plain words where an operator can do something with them. */
export function DropTable({ dropped }: { dropped: Record<string, number> }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const rows = Object.entries(dropped).sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return <Text>{t('operations.noneDropped')}</Text>;
  return (
    <table className={classes.table} data-testid="dropped">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('operations.reasonColumn')}</th>
          <th scope="col">{t('operations.packets')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([reason, count]) => (
          <tr key={reason}>
            <th scope="row">{isExplained(reason) ? t(`operations.reason.${reason}`) : t('operations.otherReason', { reason })}</th>
            <td className="tabular">{number.format(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
