import type { en } from '../en';

export const passkeys: (typeof en)['passkeys'] = {
  title: 'Passkey',
  text: 'Accedi con l’impronta, il volto o il PIN del dispositivo, invece che con password e codice. Nessuno può indovinare una passkey, e funziona solo su questo sito.',
  none: 'Non ne hai ancora.',
  cannot: 'Questo browser, o l’indirizzo di questa pagina, non permette di usare le passkey.',
  add: 'Aggiungi una passkey',
  addTitle: 'Aggiungi una passkey',
  addText:
    'Il dispositivo chiede l’impronta, il volto o il PIN. Restano sul dispositivo; PsyCare riceve una chiave che serve soltanto qui.',
  name: 'Nome',
  nameHint: 'Per riconoscerla, per esempio il dispositivo su cui si trova.',
  firstName: 'Il mio dispositivo',
  added: 'aggiunta {{when}}',
  used: 'ultimo uso {{when}}',
  unused: 'non ancora usata',
  backedUp: 'copiata fra i tuoi dispositivi',
  rename: 'Rinomina',
  renameOf: 'Rinomina {{name}}',
  remove: 'Rimuovi',
  removeOf: 'Rimuovi {{name}}',
  removeText: 'Nessuno potrà più accedere con questa passkey. Poi eliminala anche dal dispositivo.',
  signIn: 'Accedi con una passkey',
  declined: 'Il dispositivo non ha risposto. Nulla è cambiato.',
  refused: 'Questa passkey non è conosciuta qui, o non lo è più. Accedi in un altro modo.',
};
