import { writeFileSync } from 'node:fs'
import { cliDocs, exportDocs } from './text.ts'

/** Writes the documents that come from the commands; test/cli/docs.test.ts holds them to it. */
writeFileSync(new URL('../../docs/cli.md', import.meta.url), cliDocs())
writeFileSync(new URL('../../docs/exports.md', import.meta.url), exportDocs())
