import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { toProblem, type ApiProblem } from '../../core/api/problem';
import type { NoteHit, NoteHits } from '../../core/reports/types';
import { formatClock, formatDateTime } from '../../core/util/format';
import { Problem } from '../Problem';
import classes from '../report/report.module.css';
import own from './FindNotes.module.css';

const longestQuery = 200;

interface Props {
  title: string;
  hint: string;
  find: (words: string) => Promise<NoteHits>;
  /** Where a note that was found is read. */
  hrefOf: (hit: NoteHit) => string;
}

/** Finds notes by their words. */
export function FindNotes({ title, hint, find, hrefOf }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<{ found: NoteHits | null; problem: ApiProblem | null }>({ found: null, problem: null });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    find(words)
      .then(
        (found) => setResult({ found, problem: null }),
        (error: unknown) => setResult({ found: null, problem: toProblem(error) }),
      )
      .finally(() => setBusy(false));
  };
  const { found, problem } = result;
  return (
    <section className={classes.card} aria-labelledby="search-title" data-no-print>
      <h2 id="search-title">{title}</h2>
      <form className={own.search} onSubmit={submit} role="search">
        <TextInput
          style={{ flex: 1 }}
          size="sm"
          aria-labelledby="search-title"
          description={hint}
          inputWrapperOrder={['input', 'description', 'error']}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={words}
          maxLength={longestQuery}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-testid="note-query"
        />
        <Button type="submit" size="sm" variant="default" loading={busy} disabled={!/[\p{L}\p{N}]/u.test(words)} data-testid="note-find">
          {t('report.searchButton')}
        </Button>
      </form>
      <Problem problem={problem} />
      <div role="status">
        {found && (
          <p className={classes.hint}>
            {found.total === 0 ? t('report.foundNone') : t('report.found', { count: found.total })}{' '}
            {found.total > found.hits.length && t('report.foundMore', { count: found.hits.length })}
          </p>
        )}
      </div>
      <ul className={classes.list} data-testid="note-hits">
        {found?.hits.map((hit) => (
          <Hit key={hit.sessionId + hit.noteId} hit={hit} href={hrefOf(hit)} />
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit, href }: { hit: NoteHit; href: string }) {
  const { t, i18n } = useTranslation();
  return (
    <li>
      <Link href={href} className={classes.entry}>
        <span className={classes.time}>{formatClock(hit.atMs)}</span>
        <span className={classes.text}>
          {pieces(hit).map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>))}
          <br />
          <span className={classes.dim}>{t('report.sessionOn', { when: formatDateTime(hit.at, i18n.language) })}</span>
        </span>
      </Link>
    </li>
  );
}

/** The excerpt cut where highlights begin and end. */
function pieces({ excerpt: { text, highlights } }: NoteHit): { text: string; marked: boolean }[] {
  const cut: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, length } of highlights) {
    cut.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, start + length), marked: true });
    at = start + length;
  }
  return [...cut, { text: text.slice(at), marked: false }].filter((piece) => piece.text.length > 0);
}
