import type { TFunction } from 'i18next';

/** Which process keeps a log, in words. One that was removed has lost the folder that says what it was. */
export function logName(name: string, t: TFunction): string {
  if (name === '') return t('audit.log.product');
  if (name === 'operator') return t('audit.log.operator');
  const [, kind, process] = /^(gateways|silos)\/(.+)$/.exec(name) ?? [];
  return kind && process ? t(`audit.log.${kind as 'gateways' | 'silos'}`, { process }) : t('audit.log.other', { process: name });
}
