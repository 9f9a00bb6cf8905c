import type { en } from '../en';

export const call: (typeof en)['call'] = {
  connection: {
    good: 'Connessione buona',
    weak: 'Connessione debole',
    poor: 'Connessione scarsa',
  },
  reason: {
    good: 'Immagine e suono arrivano in entrambe le direzioni.',
    sending: 'La tua immagine e la tua voce possono arrivare in ritardo o disturbate.',
    receiving: 'Ciò che vedi e senti può arrivare in ritardo o disturbato.',
    smaller: 'La tua rete è lenta: per ora la loro immagine arriva più piccola o meno fluida. Il suono ha la precedenza.',
    soundOnly: 'Per ora la tua rete porta solo il suono. L’immagine torna da sola.',
    both: 'Immagine e suono possono arrivare in ritardo o disturbati in entrambe le direzioni.',
  },
  otherMicrophoneOff: 'Ha il microfono spento',
  otherAllOff: 'La videocamera e il microfono di {{name}} sono spenti.',
  shareScreen: 'Condividi lo schermo',
  stopSharing: 'Interrompi la condivisione dello schermo',
  sharing: 'Stai condividendo lo schermo. Nel frattempo la tua videocamera non viene trasmessa.',
  blurOn: 'Sfoca lo sfondo',
  blurOff: 'Mostra lo sfondo',
  hideSelf: 'Nascondi la tua immagine',
  showSelf: 'Mostra la tua immagine',
};
