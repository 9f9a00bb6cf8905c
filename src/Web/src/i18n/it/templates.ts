import type { en } from '../en';

export const templates: (typeof en)['templates'] = {
  title: 'Modelli di nota',
  lead: 'Da che cosa ogni terapeuta dello studio può iniziare una nota, in quest’ordine, accanto a SOAP, DAP, BIRP e ai propri. Le note già iniziate restano come sono quando un modello cambia.',
  none: 'Lo studio non ha ancora modelli',
  noneText: 'Creane uno per ciò che tutti annotate: un primo colloquio, una valutazione del rischio, la fine del trattamento.',
  new: 'Nuovo modello',
  empty: 'Vuoto',
  beginFrom: 'Inizia da',
  edit: 'Modifica',
  editOf: 'Modifica {{name}}',
  removeOf: 'Elimina {{name}}',
  removeAsk: 'Eliminare “{{name}}”? Le note già iniziate restano.',
  up: 'Sposta {{name}} in su',
  down: 'Sposta {{name}} in giù',
};
