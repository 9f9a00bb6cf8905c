import { expect, it } from 'vitest';
import { withoutTitle } from '../../src/core/util/format';

it.each([
  ['Dr. Elena Marchetti', 'Elena Marchetti'],
  ['Prof. Dott.ssa Anna Rossi', 'Anna Rossi'],
  ['Marco Rinaldi', 'Marco Rinaldi'],
  ['Dr.', 'Dr.'],
])('knows the name %s by its initials, not by its title', (name, bare) => expect(withoutTitle(name)).toBe(bare));
