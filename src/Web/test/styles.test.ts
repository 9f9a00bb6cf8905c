import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '..');
const named = /import \{([^}]*)\} from '@mantine\/core'/g;

/** Mantine's components that the pages import. */
function used(): Set<string> {
  const files = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const lists = files.flatMap((file) => [...readFileSync(join(web, 'src', file), 'utf8').matchAll(named)].map((match) => match[1] ?? ''));
  return new Set(lists.flatMap((list) => list.split(',')).map((name) => name.trim()));
}

test('every Mantine component that is used has its styles', () => {
  const imported = readFileSync(join(web, 'src/styles/mantine.ts'), 'utf8');
  const styled = [...used()].filter((name) => existsSync(join(web, 'node_modules/@mantine/core/styles', `${name}.css`)));

  expect(styled.length).toBeGreaterThan(20);
  expect(styled.filter((name) => !imported.includes(`/${name}.css'`))).toEqual([]);
});
