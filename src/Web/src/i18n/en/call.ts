export const call = {
  connection: {
    good: 'Connection good',
    weak: 'Connection weak',
    poor: 'Connection poor',
  },
  reason: {
    good: 'Picture and sound arrive in both directions.',
    sending: 'Your picture and voice may arrive late or broken.',
    receiving: 'What you see and hear may be late or broken.',
    smaller: 'Your network is slow: their picture comes smaller or less smooth for now. The sound goes first.',
    soundOnly: 'Your network carries the sound alone for now. The picture comes back by itself.',
    both: 'Picture and sound may be late or broken in both directions.',
  },
  otherMicrophoneOff: 'Their microphone is off',
  otherAllOff: 'The camera and the microphone of {{name}} are off.',
  shareScreen: 'Share your screen',
  stopSharing: 'Stop sharing your screen',
  sharing: 'You are sharing your screen. Your camera is not sent meanwhile.',
  blurOn: 'Blur the background',
  blurOff: 'Show the background',
  hideSelf: 'Hide your own picture',
  showSelf: 'Show your own picture',
};
