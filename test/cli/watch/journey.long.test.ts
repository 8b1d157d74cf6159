import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { versionOf } from '../../../adapters/content-version.ts'
import { readDefaultRules } from '../../../adapters/packaged-files.ts'
import { openStore } from '../../../adapters/store/sql/client.ts'
import { tinyAsOfAt, tinyCompany } from '../../journey/company.ts'
import { jiraName, linearName, tinyPlanYaml, tinyReaders } from '../../journey/plan.ts'
import { type RecordingSmtp, startRecordingSmtp } from '../../journey/recording-smtp.ts'
import { startTrackers, type Trackers } from '../../journey/scene.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openOwnNamespace } from '../../worker/own-namespace.ts'
import { type CommandLineProcess, openCommandLine } from '../command-line.ts'
import { type EndedInProcess, type RunInProcess, runInProcess } from '../run-in-process.ts'

const asOf = '2026-04-10T18:00:00Z'

let line: CommandLineProcess
let trackers: Trackers
let relay: RecordingSmtp
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>

beforeAll(async () => {
  temporal = await openOwnNamespace()
  relay = await startRecordingSmtp()
  trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  line = await openCommandLine({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    SMTP_URL: relay.url,
    MAIL_FROM: 'Plumbline <plumbline@harbourmeadow.example>',
  })
})

afterAll(async () => {
  await line.close()
  await trackers[Symbol.asyncDispose]()
  await relay[Symbol.asyncDispose]()
  await temporal.close()
})

/** Most of the story: as processes run the first look and a connection. */
function runHere(
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
  stopAfter?: RunInProcess['stopAfter'],
): Promise<EndedInProcess> {
  return runInProcess(words, {
    environment: { ...line.environment, ...more },
    ...(stopAfter && { stopAfter }),
  })
}

function golden(name: string): string {
  return join(import.meta.dirname, '..', '..', 'golden', 'cli', name)
}

/** Ports differ from run to run, and the default rules may grow. */
function steady(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST').replaceAll(versionOf(readDefaultRules()), 'VERSION')
}

// One story, told command by command: each goes on where the one before left the store.
describe('plumbline, from the first connection to the readers’ mailboxes', () => {
  it('asks for what is missing before there is anything', async () => {
    const [explain, doctor] = await Promise.all([
      line.run(['explain', 'HAR-2']),
      line.run(['doctor', '--json']),
    ])
    expect(explain).toMatchObject({ exitCode: 1, stdout: '' })
    expect(doctor.exitCode).toBe(1)
    expect(JSON.parse(doctor.stdout).checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ part: 'database', state: 'ok' }),
        expect.objectContaining({ part: 'Temporal', state: 'ok' }),
        expect.objectContaining({ part: 'mail', state: 'ok' }),
        expect.objectContaining({ part: 'connections', state: 'problem' }),
        expect.objectContaining({ part: 'plan', state: 'problem' }),
      ]),
    )
  })

  it('connects both trackers and makes their schedules, and syncs them', async () => {
    const { jira, linear, jiraAccount, linearKey } = trackers
    await line.run(['connect', 'jira', '--name', jiraName, '--url', jira.url, '--email', jiraAccount.email], {
      JIRA_API_TOKEN: jiraAccount.apiToken,
    })
    const connected = await runHere(['connect', 'linear', '--name', linearName, '--url', linear.url], {
      LINEAR_API_KEY: linearKey,
    })
    expect(connected.stdout).toContain('The schedules are up to date.')
    const synced = await runHere(['sync', '--json'])
    expect(synced.exitCode).toBe(0)
    expect(JSON.parse(synced.stdout)).toEqual({
      syncs: [
        {
          name: jiraName,
          state: 'finished',
          tickets: 6,
          pages: 1,
          requests: expect.any(Number),
          incomplete: 0,
        },
        {
          name: linearName,
          state: 'finished',
          tickets: 3,
          pages: expect.any(Number),
          requests: expect.any(Number),
          incomplete: 0,
        },
      ],
    })
  })

  it('refuses a plan with mistakes whole, and warns of what a good one lacks', async () => {
    const bad = join(line.folder, 'bad.yaml')
    writeFileSync(
      bad,
      tinyPlanYaml().replace('team: meadow', 'team: medow').replace('roadmap: 0.6', 'roadmap: 0.7'),
    )
    const refused = await runHere(['plan', 'import', bad])
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(refused.stderr).toMatch(
      /bad\.yaml:\d+:\d+ quarters\.2026-Q2\.teams\.harbour\.shares: must sum to 1/,
    )
    const short = join(line.folder, 'short.yaml')
    writeFileSync(
      short,
      tinyPlanYaml(tinyReaders.filter(({ audience }) => audience !== 'product')).replace(
        'accounts:',
        '# accounts:',
      ),
    )
    const warned = await runHere(['plan', 'import', short])
    expect(warned.exitCode).toBe(0)
    expect(warned.stdout).toContain(
      'warning: Harbour has no product reader; nothing is sent until it has one',
    )
    expect(warned.stdout).toMatch(
      /the account “Ben Mockford” has 1 recent ticket and matches nobody.*accounts: \{ harbour-jira: "\S+" \}/,
    )
    const unsent = await runHere(['report', 'send', '--quarter', '2026-Q2', '--as-of', asOf])
    expect(unsent).toMatchObject({ exitCode: 78, stdout: '' })
    expect(unsent.stderr).toContain('Harbour has no product reader')
    expect(relay.mails).toEqual([])
    const good = join(line.folder, 'plan.yaml')
    writeFileSync(good, tinyPlanYaml())
    const imported = await runHere(['plan', 'import', good, '--json'])
    expect(JSON.parse(imported.stdout)).toMatchObject({
      teams: 2,
      missingReaders: [],
      unmatchedPeople: [],
      unmatchedAccounts: [],
    })
  })

  it('exports rows that are the same each time, measured where they were not', async () => {
    for (const [what, format] of [
      ['effort', 'csv'],
      ['decisions', 'jsonl'],
      ['events', 'csv'],
    ] as const) {
      const words = [
        'export',
        what,
        '--format',
        format,
        ...(what === 'effort' ? ['--quarter', '2026-Q2', '--measure', '--as-of', asOf] : []),
      ]
      const ended = await runHere(words)
      expect(ended.exitCode).toBe(0)
      await expect(steady(ended.stdout)).toMatchFileSnapshot(golden(`${what}.${format}`))
    }
    const file = join(line.folder, 'tickets.jsonl')
    const ended = await runHere(['export', 'tickets', '--out', file, '--json'])
    expect(JSON.parse(ended.stdout)).toMatchObject({ rows: 9, file })
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(9)
  })

  it('explains a ticket, and follows a person who knows better', async () => {
    const explained = await runHere(['explain', 'har-3'])
    expect(explained).toMatchObject({ exitCode: 0, stderr: '' })
    await expect(steady(explained.stdout)).toMatchFileSnapshot(golden('explain.txt'))
    const overridden = await runHere([
      ...['override', 'HAR-3', 'roadmap', '--author', 'edda.example@harbourmeadow.example'],
      ...['--note', 'asked for by a customer'],
    ])
    expect(overridden).toMatchObject({ exitCode: 0, stderr: '' })
    const { tickets } = JSON.parse((await runHere(['explain', 'HAR-3', '--json'])).stdout)
    expect(tickets[0]).toMatchObject({
      key: 'HAR-3',
      decision: { category: 'roadmap', step: 'override', reason: expect.stringContaining('edda.example') },
      lastReported: { category: 'ktlo', step: 'rule' },
    })
    expect((await runHere(['override', 'HAR-3', '--remove'])).exitCode).toBe(0)
    expect((await runHere(['override', 'HAR-3', '--remove'])).exitCode).toBe(1)
  })

  it('shows every report before any is sent', async () => {
    const out = join(line.folder, 'preview')
    const ended = await runHere([
      'report',
      'preview',
      '--quarter',
      '2026-Q2',
      '--as-of',
      asOf,
      '--out',
      out,
      '--json',
    ])
    expect(ended.exitCode).toBe(0)
    const { editions } = JSON.parse(ended.stdout)
    expect(editions).toHaveLength(4)
    const files = readdirSync(out)
    expect(files.filter((name) => name.endsWith('.txt'))).toHaveLength(4)
    for (const { files: own } of editions) {
      const html = readFileSync(own[0], 'utf8')
      expect(html).not.toContain('cid:')
      for (const [, picture = ''] of html.matchAll(/src="([^"]+\.png)"/g))
        expect(files).toContain(decodeURI(picture))
    }
    expect(relay.mails).toEqual([])
  })

  it('sends every reader their report once, and says so when nobody is due one', async () => {
    const words = ['report', 'send', '--quarter', '2026-Q2', '--as-of', asOf]
    const sent = await runHere([...words, '--json'])
    expect(sent.exitCode).toBe(0)
    expect(JSON.parse(sent.stdout)).toMatchObject({ sentNow: 5, byState: { sent: 5, queued: 0 } })
    const again = await runHere(words)
    expect(again.exitCode).toBe(0)
    expect(again.stdout).toContain('No mail was due: all 5 of 2026-Q2 had already been sent.')
    for (const stage of ['sync', 'classify', 'effort', 'reconcile', 'report', 'deliver']) {
      expect(again.stderr).toMatch(new RegExp(`^${stage} `, 'm'))
    }
    expect(relay.mails.map(({ recipient }) => recipient).toSorted()).toEqual(
      tinyReaders.map(({ email }) => email).toSorted(),
    )
    const listed = JSON.parse((await runHere(['deliveries', '--quarter', '2026-Q2', '--json'])).stdout)
    expect(listed.deliveries).toHaveLength(5)
    expect(listed.deliveries[0]).toMatchObject({
      state: 'sent',
      history: [{ outcome: 'sent', smtpCode: null }],
    })
  })

  it('gives up on a tracker that is down with 75, and goes on when it is back', async () => {
    trackers.jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
    const down = await runHere(['sync', '--give-up-after', '2s', '--json'])
    expect(down.exitCode).toBe(75)
    expect(JSON.parse(down.stdout)).toMatchObject({
      syncs: [
        { name: jiraName, state: 'failed', error: { message: expect.stringContaining('nothing is lost') } },
        { name: linearName, state: 'finished' },
      ],
    })
    expect(down.stderr).toContain(`${jiraName}: Jira`)

    const stopped = await runHere(['sync', jiraName], {}, (stderr) =>
      waitUntil(() => stderr().includes('trying again')),
    )
    expect(stopped).toMatchObject({ exitCode: 130, stdout: '' })
    // What the first one left is nobody's any more: it is ended, not waited for.
    expect(stopped.stderr).not.toContain('waiting for its end')
    expect(stopped.stderr).toContain('stopping …')
    expect(stopped.stderr).toContain(`${jiraName}: cancelled; what is stored stays`)

    trackers.jira.faults.set({})
    const doctor = await runHere(['doctor', '--as-of', asOf])
    expect(doctor.stdout).toMatch(/^ok +people/m)
    expect(doctor.stdout).toContain('0 problems')
  })

  it.each([
    ['refuses connections', null, 'nothing listens at its address'],
    ['has a name that does not resolve', 'https://jira.nowhere.invalid', "its host name can't be resolved"],
  ])('gives up on a tracker that %s with 75', async (_what, baseUrl, cause) => {
    await trackers.jira.close()
    const store = await openStore({ databaseUrl: line.databaseUrl })
    const moved = 'update connections set base_url = coalesce($1, base_url) where name = $2'
    await store.pool.query(moved, [baseUrl, jiraName])
    await store.close()
    const { exitCode, stderr, stdout } = await runHere(['sync', jiraName, '--give-up-after', '2s'])
    expect(exitCode).toBe(75)
    expect(stdout).toContain('nothing is lost')
    expect(stderr).toContain(cause)
  })
})
