import type { en } from '../en';

export const player: (typeof en)['player'] = {
  keys: 'Tastiera',
  space: 'Spazio',
  shift: 'Maiusc',
  spacePlays: 'Riproduci o metti in pausa (Spazio)',
  covered: 'Coperto',
  hide: 'Copri l’immagine: {{name}}',
  mute: 'Silenzia: {{name}}',
  command: {
    playPause: 'Riproduci o metti in pausa',
    back: 'Indietro di 5 secondi',
    forward: 'Avanti di 5 secondi',
    nextMarker: 'Segnalibro successivo',
    previousMarker: 'Segnalibro precedente',
    nextNote: 'Nota successiva',
    previousNote: 'Nota precedente',
    slower: 'Più lento',
    faster: 'Più veloce',
    hidePatient: 'Copri o mostra il paziente',
    hideClinician: 'Copri o mostra il terapeuta',
    mutePatient: 'Silenzia o riattiva il paziente',
    muteClinician: 'Silenzia o riattiva il terapeuta',
    help: 'Mostra la mappa della tastiera',
  },
};
