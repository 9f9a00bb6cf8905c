// node validate.cjs WEB FILE: checks a file against FHIR R4 with npm's `fhir` (not ours), installed in WEB, and prints its errors, one a line.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [, , web, file] = process.argv;
const { Fhir } = require(join(web, 'node_modules', 'fhir'));
const { messages } = new Fhir().validate(JSON.parse(readFileSync(file, 'utf8')), { errorOnUnexpected: true });
for (const { severity, location, resourceId, message } of messages)
  if (severity === 'error' || severity === 'fatal') console.log(`${location} (${resourceId}): ${message}`);
