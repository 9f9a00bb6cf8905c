import { affect } from './affect';
import { audit } from './audit';
import { call } from './call';
import { caseload, signIn } from './caseload';
import { common } from './common';
import { crisis } from './crisis';
import { error } from './error';
import { issuer } from './issuer';
import { join } from './join';
import { keeping } from './keeping';
import { me } from './me';
import { operations } from './operations';
import { oversight } from './oversight';
import { notes } from './notes';
import { passkeys } from './passkeys';
import { plan } from './plan';
import { player } from './player';
import * as practice from './practice';
import { report } from './report';
import { review } from './review';
import { room } from './room';
import { supervision } from './supervision';
import { templates } from './templates';
import { markers, safety, workspace } from './workspace';

export const it = {
  common,
  error,
  signIn,
  caseload,
  crisis,
  room,
  affect,
  issuer,
  audit,
  join,
  keeping,
  me,
  operations,
  oversight,
  passkeys,
  plan,
  player,
  report,
  review,
  supervision,
  ...practice,
  call,
  notes,
  templates,
  markers,
  workspace,
  safety,
};
