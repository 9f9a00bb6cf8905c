import type { en } from '../en';

export const common: (typeof en)['common'] = {
  appName: 'PsyCare',
  loading: 'Caricamento…',
  retry: 'Riprova',
  cancel: 'Annulla',
  close: 'Chiudi',
  save: 'Salva',
  delete: 'Elimina',
  back: 'Indietro',
  language: 'Lingua',
  signOut: 'Esci',
  skip: 'Vai al contenuto',
  offline: 'Sei offline. Nulla va perso: PsyCare riprende quando torna la rete.',
  crisis: 'PsyCare non è un servizio di emergenza. In caso di emergenza chiama il {{number}}.',
  phase: { scheduled: 'Programmata', waiting: 'In attesa', live: 'In corso', ended: 'Conclusa' },
  notFoundTitle: 'Qui non c’è nulla',
  notFoundText: 'La pagina non esiste, oppure non puoi vederla.',
  crashTitle: 'Questa pagina si è bloccata',
  crashText: 'L’errore è nostro. Ricarica la pagina: una seduta in corso continua da dove era.',
  reload: 'Ricarica la pagina',
  toCaseload: 'Vai ai pazienti',
};
