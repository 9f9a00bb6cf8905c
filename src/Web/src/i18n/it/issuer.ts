import type { en } from '../en';

/** Accesso tramite il provider dello studio. */
export const issuer: (typeof en)['issuer'] = {
  signIn: 'Continua con {{provider}}',
  join: 'Entra con {{provider}}',
  or: 'oppure con una password',
  codeLead: 'Ci sei quasi. Questo account è protetto anche dalla tua app di autenticazione.',
  startAgain: 'Ricomincia',
  welcomeLead: 'Hai ricevuto un invito come {{roles}}. Qui si accede con l’account che hai già.',
  title: 'Accesso con {{provider}}',
  text: 'Collega una volta il tuo account {{provider}}; poi accedi con quello. Il tuo indirizzo non serve mai a riconoscerti.',
  connected: 'Collegato',
  notConnected: 'Non collegato',
  connect: 'Collega',
  connectAnother: 'Collega un altro account',
  confirm: 'Si può fare entro dieci minuti dall’accesso.',
  onlyLabel: 'Solo accesso con {{provider}}',
  onlyText: 'Nessuno entra più con una password. Fai prima collegare gli account a tutti: chi non l’ha fatto non può entrare.',
};
