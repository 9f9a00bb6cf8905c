import { describe, expect, it } from 'vitest';
import { withSoundAgain } from '../../src/core/media/soundAgain';

const offer = (...lines: string[]) => ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 63 111', ...lines, 'a=rtpmap:0 PCMU/8000', ''].join('\r\n');

describe('sound that is sent again', () => {
  it('is offered for Opus, right behind its line, and for nothing else', () => {
    const before = offer('a=rtpmap:63 red/48000/2', 'a=rtpmap:111 opus/48000/2', 'a=rtcp-fb:111 transport-cc');
    const after = offer('a=rtpmap:63 red/48000/2', 'a=rtpmap:111 opus/48000/2', 'a=rtcp-fb:111 nack', 'a=rtcp-fb:111 transport-cc');
    expect(withSoundAgain(before)).toBe(after);
    expect(withSoundAgain(after)).toBe(after);
  });

  it('leaves an offer without Opus as it is', () => {
    expect(withSoundAgain(offer())).toBe(offer());
    expect(withSoundAgain('')).toBe('');
  });
});
