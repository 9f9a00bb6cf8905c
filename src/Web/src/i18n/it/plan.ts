import type { en } from '../en';

export const plan: (typeof en)['plan'] = {
  title: 'Durata prevista',
  minutes: 'Durata prevista, minuti',
  hint: 'Dieci e cinque minuti prima della fine la stanza te lo segnala, con discrezione. Nulla finisce da sé.',
  range: 'Da {{from}} a {{to}} minuti.',
  save: 'Salva',
  saved: 'Salvata',
};
