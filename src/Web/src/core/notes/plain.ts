const marks = /[\\`*_{}[\]()#+\-.!>|~]/;

/** Lines as they were typed before notes had a format, as the same lines in Markdown. */
export function markdownOf(plain: string): string {
  return plain
    .split('\n')
    .map((line) => line.replace(new RegExp(marks.source, 'g'), '\\$&'))
    .join('\n\n')
    .replace(/\n{4,}/g, '\n\n');
}

/** Markdown without its marks: for a line of a list, a tooltip, a label. */
export function plainOf(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(#+|>)\s*/, '')
        .replace(/^\s*[*-] /, '• ')
        .replace(/\\([\\`*_{}[\]()#+\-.!>|~])|[*_`]/g, '$1')
        .replace(/\\$/, ''),
    )
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** A note's words, whatever it is written in. */
export const wordsOfNote = (note: { text: string; format?: 'plain' | 'markdown' }) =>
  note.format === 'markdown' ? plainOf(note.text) : note.text;
