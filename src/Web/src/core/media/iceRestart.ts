/** The first line of a description that begins so, without the prefix; null where there is none. */
function valueOf(sdp: string, prefix: string): string | null {
  const line = sdp.split(/\r?\n/).find((candidate) => candidate.startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length);
}

const isCandidate = (line: string) => line.startsWith('a=candidate:') || line === 'a=end-of-candidates';

/** What a restart sends of an offer (RFC 9725, section 4.3.3): the bundle, its first section, and the new ICE parameters. */
export function restartFragment(offer: string): string {
  return ['a=group:', 'm=', 'a=mid:', 'a=ice-ufrag:', 'a=ice-pwd:']
    .map((prefix) => [prefix, valueOf(offer, prefix)] as const)
    .filter(([, value]) => value !== null)
    .map(([prefix, value]) => `${prefix}${value}\r\n`)
    .join('');
}

/** The answer that holds after a restart: the one before, with the fragment's ICE parameters and candidates in every section. */
export function restartedAnswer(answer: string, fragment: string): string {
  const candidates = fragment.split(/\r?\n/).filter(isCandidate);
  return answer
    .split(/\r?\n/)
    .filter((line) => !isCandidate(line))
    .flatMap((line) => {
      if (line.startsWith('a=ice-ufrag:')) return [`a=ice-ufrag:${valueOf(fragment, 'a=ice-ufrag:') ?? ''}`];
      if (line.startsWith('a=ice-pwd:')) return [`a=ice-pwd:${valueOf(fragment, 'a=ice-pwd:') ?? ''}`, ...candidates];
      return [line];
    })
    .join('\r\n');
}
