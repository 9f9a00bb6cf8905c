/**
 * Offers to send lost sound again, and to ask for it (RFC 4585, generic NACK for Opus). Browsers can, but do not offer it: on a bad network
 * the sound that forward error correction cannot restore is a word not heard.
 */
export function withSoundAgain(sdp: string): string {
  const type = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (type === undefined || sdp.includes(`a=rtcp-fb:${type} nack`)) return sdp;
  return sdp.replace(new RegExp(`^(a=rtpmap:${type} opus[^\\r\\n]*)(\\r?\\n)`, 'im'), `$1$2a=rtcp-fb:${type} nack$2`);
}
