import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { detailWords } from '../../src/core/audit/details';
import { en } from '../../src/i18n/en';
import { it as italian } from '../../src/i18n/it';

const member = 'AAAAAAAAAAAAAAAAAAAAA-';
const nameOf = (id: string) => (id === member ? 'Dr. Carla Bianchi' : undefined);
const words = (detail: string, language = 'en') => detailWords(detail, i18next.getFixedT(language), nameOf);

beforeAll(() => i18next.init({ resources: { en: { translation: en }, it: { translation: italian } }, fallbackLng: 'en' }));

describe('the detail of an entry of the audit log', () => {
  it.each([
    ['process-notes', 'process notes', 'note personali'],
    ['emotion-analysis-withdrawn', 'Face analysis: taken back', 'Analisi del volto: revocato'],
    ['recording-break-glass', 'the recording, by emergency access', 'la registrazione, con accesso di emergenza'],
    ['second-factor-on', 'second factor: on', 'secondo fattore: attivo'],
    ['crisis-lines-2', '2 crisis lines', '2 linee di aiuto'],
    ['emergency-number-118', 'emergency number 118', 'numero di emergenza 118'],
    [`disabled-${member}`, 'disabled: Dr. Carla Bianchi', 'disattivato: Dr. Carla Bianchi'],
    [
      `roles-therapist-supervisor-${member}`,
      'roles: therapist, supervisor: Dr. Carla Bianchi',
      'ruoli: terapeuta, supervisore: Dr. Carla Bianchi',
    ],
    [
      'roles-administrator-by-issuer',
      'roles: administrator · by the practice’s sign-in',
      'ruoli: amministratore · tramite l’accesso dello studio',
    ],
    [member, 'Dr. Carla Bianchi', 'Dr. Carla Bianchi'],
    ['BBBBBBBBBBBBBBBBBBBBBB', 'reference BBBBBBBBBBBBBBBBBBBBBB', 'riferimento BBBBBBBBBBBBBBBBBBBBBB'],
    [
      '64da44f5-0d39-40d2-80dc-79c60a8518ce',
      'reference 64da44f5-0d39-40d2-80dc-79c60a8518ce',
      'riferimento 64da44f5-0d39-40d2-80dc-79c60a8518ce',
    ],
    ['0123456789abcdef', 'key 0123456789abcdef', 'chiave 0123456789abcdef'],
  ])('%s is said in words', (detail, english, inItalian) => {
    expect(words(detail)).toBe(english);
    expect(words(detail, 'it')).toBe(inItalian);
  });

  it('that nobody knows yet is shown as it is', () => {
    expect(words('something-new')).toBe('something-new');
    expect(words(`something-new-${member}`)).toBe(`something-new-${member}`);
    expect(words('2026-11')).toBe('2026-11');
  });
});
