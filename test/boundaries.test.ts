import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type IConfiguration } from 'dependency-cruiser'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { afterAll, beforeAll, expect, test } from 'vitest'

const projectFolder = join(import.meta.dirname, '..')

/** One offence for each rule: in which file, by which import. */
const offences: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['domain-imports-domain-only', 'domain/late.ts', "import '../adapters/jira/client.ts'"],
  ['domain-is-pure', 'domain/reads-files.ts', "import { readFileSync } from 'node:fs'"],
  ['domain-knows-no-outside-library', 'domain/asks-database.ts', "import pg from 'pg'"],
  ['measuring-knows-no-report', 'domain/effort/words.ts', "import '../report/sentence.ts'"],
  ['adapters-know-one-system', 'adapters/linear/asks-jira.ts', "import '../jira/client.ts'"],
  ['trackers-are-known-by-their-definition', 'worker/opens-jira.ts', "import '../adapters/jira/client.ts'"],
  ['tracker-definitions-load-nothing', 'adapters/linear/definition.ts', "import './loads.ts'"],
  ['wire-knows-no-tickets', 'adapters/jira/http/converts.ts', "import '../map/ticket.ts'"],
  ['map-reads-nothing', 'adapters/jira/map/asks.ts', "import '../read/labels.ts'"],
  ['reconciling-runs-down', 'domain/reconcile/verdicts/starts.ts', "import '../reconcile.ts'"],
  ['verdicts-know-no-headline', 'domain/reconcile/verdicts/tops.ts', "import '../headline/headline.ts'"],
  ['figures-judge-nothing', 'domain/reconcile/figures/calls.ts', "import '../verdicts/call.ts'"],
  ['report-runs-down', 'domain/report/sections/composes.ts', "import '../compose.ts'"],
  [
    'words-and-sections-know-no-audience',
    'domain/report/sections/speaks.ts',
    "import '../audience/shared/parts.ts'",
  ],
  ['words-know-no-report', 'domain/report/words/views.ts', "import '../content/view.ts'"],
  ['report-judges-nothing', 'domain/report/measures.ts', "import '../reconcile/figures/shares.ts'"],
  ['adapters-import-domain-only', 'adapters/draws.ts', "import '../templates/mail.ts'"],
  ['templates-import-domain-only', 'templates/fetches.ts', "import '../adapters/jira/client.ts'"],
  [
    'activities-import-no-floor-above',
    'activities/starts.ts',
    "import type { Wiring } from '../worker/wiring.ts'",
  ],
  ['workflows-import-domain-and-activity-types', 'workflows/calls.ts', "import '../adapters/jira/client.ts'"],
  [
    'workflows-see-activities-as-types',
    'workflows/runs.ts',
    "import { sync } from '../activities/sync.ts'\nsync()",
  ],
  ['workflows-parse-nothing', 'workflows/parses.ts', "import { z } from 'zod'\nz.string()"],
  ['queries-import-adapters-and-domain', 'queries/rules/in-force.ts', "import '../../worker/wiring.ts'"],
  [
    'commands-and-pages-ask-queries',
    'cli/commands/lists.ts',
    "import { list } from '../../adapters/store/connections.ts'\nlist()",
  ],
  ['nothing-imports-commands', 'worker/asks-cli.ts', "import '../cli/main.ts'"],
  ['embedded-servers-stand-alone', 'embedded/decides.ts', "import '../domain/ticket.ts'"],
  ['fakes-import-domain-only', 'fakes/linear.ts', "import '../adapters/jira/client.ts'"],
  ['product-uses-no-fakes', 'worker/fakes.ts', "import '../fakes/linear.ts'"],
  ['nothing-imports-setup', 'cli/checks.ts', "import '../setup/check.ts'"],
  ['wording-imports-queries-and-domain', 'wording/prints.ts', "import '../cli/help.ts'"],
  ['nothing-below-imports-pages', 'worker/serves.ts', "import '../web/site.ts'"],
  ['pages-know-no-other-page', 'web/archive/borrows.ts', "import '../health/view.ts'"],
  ['layout-knows-no-requests', 'web/page/asks.ts', "import '../http/request.ts'"],
  ['server-library-in-the-web', 'queries/serves.ts', "import { Hono } from 'hono'"],
  ['identity-library-in-its-adapter', 'web/asks.ts', "import 'openid-client'"],
  ['nothing-imports-tests', 'adapters/builds.ts', "import { ticket } from '../test/builders/ticket.ts'"],
  ['database-library-in-the-store', 'queries/reads.ts', "import pg from 'pg'"],
  ['mail-library-in-the-mailer', 'activities/mails.ts', "import { createTransport } from 'nodemailer'"],
  ['jira-library-in-its-adapter', 'adapters/trackers/opens.ts', "await import('jira.js')"],
  ['linear-library-in-its-adapter', 'activities/opens.ts', "import { LinearClient } from '@linear/sdk'"],
  ['drawing-library-in-the-chart', 'templates/draws.ts', "import { Resvg } from '@resvg/resvg-js'"],
  ['product-needs-no-dev-dependency', 'cli/guesses.ts', "import { fc } from 'fast-check'"],
  ['no-circle', 'domain/one.ts', "import type { Two } from './two.ts'\nexport const one: Two | null = null"],
  ['no-missing-file', 'domain/lost.ts', "import './nowhere.ts'"],
  ['stages-know-no-other-stage', 'activities/sync/mails.ts', "import '../deliver/deliver.ts'"],
  ['worker-bases-start-nothing', 'worker/settings/opens.ts', "import '../wiring.ts'"],
  ['wordings-know-no-other-wording', 'wording/plan/says.ts', "import '../tickets/text.ts'"],
  ['stored-records-know-no-sync', 'adapters/store/tickets/begins.ts', "import '../sync/runs.ts'"],
]

/** Imports that the rules must leave alone. */
const allowed: readonly (readonly [file: string, line: string])[] = [
  ['domain/two.ts', "import { one } from './one.ts'\nexport type Two = typeof one"],
  ['domain/ticket.ts', "import { createHash } from 'node:crypto'\ncreateHash('sha256')"],
  ['domain/report/sentence.ts', "import '../ticket.ts'"],
  [
    'adapters/jira/client.ts',
    "import '../../domain/ticket.ts'\nimport './walk.ts'\nimport '../limits/limiter.ts'",
  ],
  ['adapters/jira/walk.ts', 'export {}'],
  ['domain/reconcile/reconcile.ts', "import './headline/headline.ts'\nimport './verdicts/call.ts'"],
  ['domain/reconcile/headline/headline.ts', "import '../verdicts/call.ts'\nimport '../figures/shares.ts'"],
  ['domain/reconcile/verdicts/call.ts', "import '../figures/shares.ts'"],
  ['domain/reconcile/figures/shares.ts', 'export {}'],
  ['domain/report/compose.ts', "import './audience/shared/parts.ts'"],
  ['domain/report/audience/shared/parts.ts', "import '../../content/view.ts'"],
  ['domain/report/content/view.ts', "import '../../reconcile/verdicts/call.ts'"],
  ['adapters/linear/loads.ts', 'export {}'],
  [
    'adapters/jira/definition.ts',
    "import type { limit } from '../limits/limiter.ts'\nexport const open = () => import('./client.ts')",
  ],
  ['adapters/trackers/registry.ts', "import '../jira/definition.ts'"],
  ['adapters/jira/map/ticket.ts', "import '../../../domain/ticket.ts'"],
  ['adapters/jira/read/labels.ts', "import '../map/ticket.ts'\nimport '../http/sends.ts'"],
  ['adapters/jira/http/sends.ts', "import '../../limits/limiter.ts'"],
  ['adapters/limits/limiter.ts', 'export {}'],
  ['templates/mail.ts', "import '../domain/ticket.ts'"],
  [
    'activities/sync.ts',
    "import '../adapters/limits/limiter.ts'\nimport '../templates/mail.ts'\nexport function sync() {}",
  ],
  ['workflows/sync.ts', "import type { sync } from '../activities/sync.ts'\nimport '../domain/ticket.ts'"],
  [
    'worker/wiring.ts',
    "import '../activities/sync.ts'\nimport '../workflows/sync.ts'\nexport interface Wiring {}",
  ],
  [
    'worker/holds.ts',
    "import '../domain/ticket.ts'\nawait using held = open()\nfunction open(): AsyncDisposable { throw held }",
  ],
  ['adapters/store/connections.ts', 'export interface Connection {}\nexport function list() {}'],
  [
    'queries/connections/find.ts',
    "import '../../adapters/store/connections.ts'\nimport '../../domain/ticket.ts'",
  ],
  [
    'cli/commands/prints.ts',
    "import type { Connection } from '../../adapters/store/connections.ts'\nimport '../../queries/connections/find.ts'\nexport type Printed = Connection",
  ],
  ['web/site.ts', "import './health/view.ts'"],
  ['web/health/view.ts', "import '../http/request.ts'\nimport '../page/table.ts'"],
  ['web/http/request.ts', "import { Hono } from 'hono'\nimport '../page/table.ts'\nnew Hono()"],
  ['web/page/table.ts', 'export {}'],
  ['start/main.ts', "import '../web/site.ts'\nimport '../worker/wiring.ts'"],
  ['cli/main.ts', "import './help.ts'\nimport '../worker/wiring.ts'"],
  ['cli/help.ts', 'export {}'],
  ['adapters/store/client.ts', "import pg from 'pg'\nnew pg.Pool()"],
  ['adapters/mail/mailer.ts', "import { createTransport } from 'nodemailer'\ncreateTransport()"],
  ['test/property.test.ts', "import { fc } from 'fast-check'\nfc.assert()"],
  ['setup/check.ts', "import '../worker/wiring.ts'"],
  ['test/builders/ticket.ts', "import '../../domain/ticket.ts'\nexport const ticket = 1"],
  ['activities/deliver/deliver.ts', "import '../dependencies.ts'"],
  ['activities/dependencies.ts', 'export {}'],
  ['activities/report/reports.ts', "import '../deliver/deliver.ts'"],
  ['worker/logging/log.ts', "import '../settings/config.ts'"],
  ['worker/settings/config.ts', 'export {}'],
  ['wording/tickets/text.ts', "import '../counted.ts'"],
  ['wording/counted.ts', 'export {}'],
  ['wording/health/look.ts', "import '../tickets/text.ts'"],
  ['adapters/store/sync/runs.ts', "import '../tickets/tickets.ts'"],
  ['adapters/store/tickets/tickets.ts', 'export {}'],
]

let folder: string
let found: ReadonlyMap<string, readonly string[]>
let rules: NonNullable<IConfiguration['forbidden']>

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'boundaries-')))
  for (const [file, line] of [...offences.map(([, file, line]) => [file, line] as const), ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${line}\n`)
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  copyFileSync(join(projectFolder, 'package.json'), join(folder, 'package.json'))
  const configFile = join(projectFolder, '.dependency-cruiser.mjs')
  rules = (await extractDepcruiseConfig(configFile)).forbidden ?? []
  found = await violationsOf(configFile)
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each(offences)('%s reports %s', (rule, file) => {
  expect(found.get(file)).toContain(rule)
})

test.each(allowed.filter(([file]) => file !== 'domain/two.ts'))('%s is left alone', (file) => {
  expect(found.get(file) ?? []).toEqual([])
})

test('every rule has an offence above, and tells the offender what to do instead', () => {
  expect(rules.map(({ name }) => name).sort()).toEqual(offences.map(([rule]) => rule).sort())
  for (const { comment } of rules) expect(comment).toMatch(/\w{3,}.*\./)
})

/** The names of the broken rules, by offending file. */
async function violationsOf(configFile: string): Promise<Map<string, string[]>> {
  const options = await extractDepcruiseOptions(configFile)
  const { output } = await cruise(['.'], { ...options, baseDir: folder })
  const violations = new Map<string, string[]>()
  if (typeof output === 'string') throw new Error('The checker gave text instead of its findings.')
  for (const { from, rule } of output.summary.violations) {
    violations.set(from, [...(violations.get(from) ?? []), rule.name])
  }
  return violations
}
