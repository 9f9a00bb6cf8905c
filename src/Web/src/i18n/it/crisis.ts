import type { en } from '../en';

export const crisis: (typeof en)['crisis'] = {
  title: 'Emergenze e crisi',
  text: 'Chi possono chiamare i tuoi pazienti. Sta in fondo a ogni pagina che vedono, nella sala d’attesa e quando la chiamata si interrompe.',
  emergencyNumber: 'Numero di emergenza',
  emergencyNumberText: '112 nell’Unione europea; altrove quello del tuo paese.',
  lines: 'Linee di aiuto',
  none: 'nessuna',
  line: 'Linea di aiuto {{number}}',
  name: 'Linea di aiuto',
  number: 'Numero di telefono',
  hours: 'Quando (vuoto: sempre)',
  hoursHint: 'Ogni giorno, dalle 9 alle 24',
  remove: 'Rimuovi {{name}}',
  add: 'Aggiungi una linea di aiuto',
  saved: 'Salvato. I pazienti lo vedono quando aprono la prossima pagina.',
};
