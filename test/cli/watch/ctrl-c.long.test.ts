import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tinyAsOfAt, tinyCompany } from '../../journey/company.ts'
import { jiraName, linearName, tinyPlanYaml } from '../../journey/plan.ts'
import { type RecordingSmtp, startRecordingSmtp } from '../../journey/recording-smtp.ts'
import { startTrackers, type Trackers } from '../../journey/scene.ts'
import { startTcpRelay } from '../../setup/tcp-relay.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openOwnNamespace } from '../../worker/own-namespace.ts'
import { type CommandLineProcess, openCommandLine } from '../command-line.ts'
import { type RunInProcess, runInProcess } from '../run-in-process.ts'

const time = ['--quarter', '2026-Q2', '--as-of', '2026-04-10T18:00:00Z']

let line: CommandLineProcess
let trackers: Trackers
let relay: RecordingSmtp
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>

beforeAll(async () => {
  temporal = await openOwnNamespace()
  // One of five mails is answered; about the others the relay falls silent.
  relay = await startRecordingSmtp({ takeFirst: 1, thenHold: Array(4).fill('before DATA') })
  trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  line = await openCommandLine({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    SMTP_URL: relay.url,
    MAIL_FROM: 'Plumbline <plumbline@harbourmeadow.example>',
  })
  const { jira, linear, jiraAccount, linearKey } = trackers
  await runHere(['connect', 'jira', '--name', jiraName, '--url', jira.url, '--email', jiraAccount.email], {
    environment: { JIRA_API_TOKEN: jiraAccount.apiToken },
  })
  await runHere(['connect', 'linear', '--name', linearName, '--url', linear.url], {
    environment: { LINEAR_API_KEY: linearKey },
  })
  const plan = join(line.folder, 'plan.yaml')
  writeFileSync(plan, tinyPlanYaml())
  await runHere(['plan', 'import', plan])
})

afterAll(async () => {
  await line.close()
  await trackers[Symbol.asyncDispose]()
  await relay[Symbol.asyncDispose]()
  await temporal.close()
})

/** Whatever needs no process of its own to be stopped. */
function runHere(words: readonly string[], more: Partial<RunInProcess> = {}) {
  return runInProcess(words, { ...more, environment: { ...line.environment, ...more.environment } })
}

async function runningWorkflows(): Promise<string[]> {
  const ids: string[] = []
  // A connection's schedule may begin a sync of its own meanwhile.
  const { workflow } = temporal.client
  for await (const { workflowId, runId } of workflow.list({ query: "ExecutionStatus = 'Running'" })) {
    if (workflowId.startsWith('scheduled-')) continue
    // The list is a moment behind.
    const { status } = await workflow.getHandle(workflowId, runId).describe()
    if (status.name === 'RUNNING') ids.push(workflowId)
  }
  return ids
}

const stackLine = /^ {4}at /m

describe('Ctrl-C', () => {
  it('lets two syncs at once both end well', async () => {
    const both = await Promise.all([line.run(['sync']), runHere(['sync'])])
    const said = both.map(({ stderr }) => stderr).join('\n')
    expect(
      both.map(({ exitCode }) => exitCode),
      said,
    ).toEqual([0, 0])
  })

  it('cancels a preview, and says so once no workflow is left', async () => {
    trackers.jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
    const stopped = await runHere(['report', 'preview', ...time], {
      stopAfter: (stderr) => waitUntil(() => stderr().includes('trying again')),
    })
    await expect(runningWorkflows()).resolves.toEqual([])
    expect(stopped).toMatchObject({ exitCode: 130, stdout: '' })
    expect(stopped.stderr).toContain('stopping …')
    expect(stopped.stderr).toContain('cancelled: nothing was sent')
    trackers.jira.faults.set({})
  })

  it('stops a command that still waits for Temporal, which has said so', async () => {
    const way = await startTcpRelay(temporal.address, { held: true })
    const command = line.start(['report', 'preview', ...time], { TEMPORAL_ADDRESS: way.address })
    await command.said('waiting for Temporal')
    command.signal('SIGINT')
    const stopped = await command.ended
    expect(stopped).toMatchObject({ exitCode: 130, stdout: '' })
    expect(stopped.stderr).toContain('stopped; what is stored stays')
    expect(stopped.stderr).not.toMatch(stackLine)
    await way.close()
  })

  it('cancels a sending, says how many mails had left, and the same command sends the others', async () => {
    const stopped = await runHere(['report', 'send', ...time], {
      stopAfter: () => waitUntil(() => relay.mails.length === 1 && relay.held() > 0),
    })
    await expect(runningWorkflows()).resolves.toEqual([])
    expect(stopped.exitCode).toBe(130)
    expect(stopped.stderr).toContain('cancelled after 1 mail had been sent; run the same command again')
    relay.release()
    await expect(runHere(['report', 'send', ...time])).resolves.toMatchObject({ exitCode: 0 })
    expect(relay.mails).toHaveLength(5)
    expect(new Set(relay.mails.map(({ recipient }) => recipient)).size).toBe(5)
  })

  it('says that the end of a preview is unknown where Temporal does not answer in time', async () => {
    trackers.jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
    const way = await startTcpRelay(temporal.address)
    const command = line.start(['report', 'preview', ...time], { TEMPORAL_ADDRESS: way.address })
    await command.said('trying again')
    way.hold()
    command.signal('SIGINT')
    const stopped = await command.ended
    expect(stopped).toMatchObject({ exitCode: 130, stdout: '' })
    expect(stopped.stderr).toContain(
      'the report of 2026-Q2: it is not yet known whether it has ended. No process works on it once this command ends; run the same command again',
    )
    expect(stopped.stderr).not.toContain('cancelled')
    expect(stopped.stderr).not.toMatch(stackLine)
    await way.close()
    trackers.jira.faults.set({})
  })

  it('pressed a second time ends at once', async () => {
    trackers.jira.faults.set({ rules: [{ kind: 'service-unavailable' }] })
    const command = line.start(['sync', jiraName])
    await command.said('trying again')
    command.signal('SIGINT')
    await command.said('stopping …')
    command.signal('SIGINT')
    const ended = await command.ended
    expect(ended).toMatchObject({ exitCode: 130, stdout: '' })
    expect(ended.stderr).not.toMatch(stackLine)
  })
})
