/** A Merkle root as people write it down: groups of four digits. */
export const grouped = (root: string): string => root.match(/.{1,4}/g)?.join(' ') ?? '';

/** Whether a text can be a root: 64 hexadecimal digits, spaced as one likes. */
export const isRoot = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text.replace(/\s/g, ''));
