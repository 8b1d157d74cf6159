import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeJira, startFakeJira } from '../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../fakes/linear/server/server.ts'
import { smallCompany, smallCompanyAsOfAt } from '../builders/company.ts'
import { type CommandLineProcess, openCommandLine } from './command-line.ts'

const credentials = { email: 'robot@lumenworks.example', apiToken: 'jira-token-that-nobody-may-see' }
const linearKey = 'lin_api_that-nobody-may-see'
const now = () => smallCompanyAsOfAt

let line: CommandLineProcess
let jira: FakeJira
let dataCenter: FakeJira
let linear: FakeLinear

beforeAll(async () => {
  line = await openCommandLine()
  jira = await startFakeJira({ company: smallCompany(), now, credentials })
  dataCenter = await startFakeJira({
    company: { ...smallCompany(), name: 'Own server' },
    now,
    credentials: { email: 'robot', apiToken: 'data-center-secret' },
    dataCenter: { version: '8.20' },
  })
  linear = await startFakeLinear({ company: smallCompany(), now, apiKey: linearKey })
})

afterAll(async () => {
  await jira.close()
  await dataCenter.close()
  await linear.close()
  await line.close()
})

function jiraWords(name: string, url = jira.url): string[] {
  return ['connect', 'jira', '--name', name, '--url', url, '--email', credentials.email]
}

/** Every row of every table, as text. */
async function databaseText(besides = ''): Promise<string> {
  const client = new pg.Client({ connectionString: line.databaseUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  )
  const texts: string[] = []
  for (const { name } of tables.filter((each) => each.name !== besides)) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
    texts.push(...rows.map(({ row }) => row))
  }
  await client.end()
  return texts.join('\n')
}

describe('plumbline connect', () => {
  it('proves the credentials at both trackers, keeps them sealed, and lists the connections', async () => {
    const connected = await Promise.all([
      line.runHere([...jiraWords('jira'), '--projects', 'ALP', '--json'], {
        JIRA_API_TOKEN: credentials.apiToken,
      }),
      line.runHere(['connect', 'linear', '--name', 'linear', '--url', linear.url], {
        LINEAR_API_KEY: linearKey,
      }),
    ])
    expect(connected.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(JSON.parse(connected[0].stdout)).toMatchObject({
      name: 'jira',
      account: { name: 'Plumbline Reader' },
      reads: [{ key: 'ALP', name: 'Alpha' }],
    })
    expect(connected[1].stdout).toContain('It reads 1 team: GAM (Gamma)')

    const listed = await line.runHere(['connections', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject({
      connections: [
        { name: 'jira', scopeKeys: ['ALP'], cursorAt: null, health: { state: 'warning' } },
        { name: 'linear', url: linear.url, health: { words: 'never synced: plumbline sync linear' } },
      ],
    })
    const told = [...connected, listed].map(({ stdout, stderr }) => stdout + stderr).join('\n')
    const stored = await databaseText()
    expect(stored).toContain(jira.url)
    for (const text of [told, stored]) {
      expect(text).not.toContain(credentials.apiToken)
      expect(text).not.toContain(linearKey)
    }
  })

  it('connects a Data Center by a token or a password, at an address with a path and a page', async () => {
    const words = ['connect', 'jira', '--name', 'own', '--url', `${dataCenter.url}/browse/ALP-1`, '--auth']
    const secrets = { JIRA_API_TOKEN: 'data-center-secret', JIRA_PASSWORD: 'data-center-secret' }
    const unnamed = await line.runHere([...words, 'password'], secrets)
    expect(unnamed.stderr).toContain(
      'the password belongs to an account: add --user, or --auth bearer for a bearer token, or --auth personal-access-token for a ',
    )
    for (const auth of [['personal-access-token'], ['password', '--user', 'robot']]) {
      const connected = await line.runHere([...words, ...auth], secrets)
      expect(connected).toMatchObject({ exitCode: 0 })
      expect(connected.stderr).toContain(`read as the project ALP of the site ${dataCenter.url}`)
      expect(connected.stdout).toContain('Connected "own" as Plumbline Reader.')
      expect(connected.stdout).toContain('It reads 1 project: ALP (Alpha)')
    }
    const wrong = await line.runHere([...words, 'personal-access-token'], { JIRA_API_TOKEN: 'another' })
    expect(wrong).toMatchObject({ exitCode: 78, stdout: '' })
    expect(wrong.stderr).toContain('personal access token')
  })

  it('refuses a site under a second name, and another tracker or site under a name that is taken', async () => {
    const other = await startFakeJira({ company: { ...smallCompany(), name: 'Other' }, now, credentials })
    const secrets = { JIRA_API_TOKEN: credentials.apiToken, LINEAR_API_KEY: linearKey }
    try {
      const [second, otherSite, otherTracker, board] = await Promise.all([
        line.runHere(jiraWords('again'), secrets),
        line.runHere(jiraWords('jira', other.url), secrets),
        line.runHere(['connect', 'linear', '--name', 'jira', '--url', linear.url], secrets),
        line.runHere(jiraWords('jira', `${jira.url}/jira/software/projects/ALP/boards/7?view=list`), secrets),
      ])
      expect(second).toMatchObject({ exitCode: 1, stdout: '' })
      expect(second.stderr).toContain('is connected already, as "jira"')
      expect(otherSite).toMatchObject({ exitCode: 1, stdout: '' })
      expect(otherSite.stderr).toContain(`"jira" reads another site or workspace (${jira.url})`)
      expect(otherTracker).toMatchObject({ exitCode: 1, stdout: '' })
      expect(otherTracker.stderr).toContain('"jira" is the name of a connection to jira')
      expect(board).toMatchObject({ exitCode: 0 })
      expect(board.stderr).toContain(`read as the project ALP of the site ${jira.url}`)
      expect(board.stdout).toContain('It reads 1 project: ALP (Alpha)')
    } finally {
      await other.close()
    }
  })

  it.each([
    ['--email', 'robot', 'an e-mail address'],
    ['--email', '<robot@lumenworks.example>', 'an e-mail address'],
    ['--email', '', 'an e-mail address'],
    ['--user', 'ro:bot', 'a user name'],
    ['--client-id', 'a b', 'a client id'],
  ])('sends nothing with %s "%s", and says why', async (option, text, noun) => {
    const auth = { '--email': 'api-token', '--user': 'password', '--client-id': 'oauth' }[option] ?? ''
    const words = ['connect', 'jira', '--name', 'odd', '--url', 'http://127.0.0.1:1', '--auth', auth]
    const secrets = { JIRA_API_TOKEN: 'a', JIRA_PASSWORD: 'a', JIRA_CLIENT_SECRET: 'a' }
    const refused = await line.runHere([...words, option, text], secrets)
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain(`${option} is not ${noun}: nothing was sent`)
  })

  it('takes an e-mail with blanks around it', async () => {
    const words = ['connect', 'jira', '--name', 'jira', '--url', jira.url, '--projects', 'ALP']
    const email = ` ${credentials.email}\t`
    const connected = await line.runHere([...words, '--email', email], {
      JIRA_API_TOKEN: credentials.apiToken,
    })
    expect(connected).toMatchObject({ exitCode: 0 })
  })

  it('stores nothing where the credentials are not taken, nobody answers, or a project is not visible', async () => {
    const [refused, unreachable, unseen, unasked] = await Promise.all([
      line.runHere(jiraWords('refused'), { JIRA_API_TOKEN: 'another-token-entirely' }),
      line.runHere([...jiraWords('unreachable', 'http://127.0.0.1:1'), '--json'], {
        JIRA_API_TOKEN: credentials.apiToken,
      }),
      line.runHere([...jiraWords('unseen'), '--projects', 'ALP,NOPE'], {
        JIRA_API_TOKEN: credentials.apiToken,
      }),
      line.runHere(jiraWords('unasked')),
    ])
    expect(refused).toMatchObject({ exitCode: 78, stdout: '' })
    expect(refused.stderr).toContain('Make a new token and connect again')
    expect(refused.stderr).not.toContain('another-token-entirely')
    expect(unreachable.exitCode).toBe(69)
    expect(JSON.parse(unreachable.stdout)).toMatchObject({
      error: { name: 'TrackerUnavailableError', exitCode: 69 },
    })
    expect(unseen).toMatchObject({ exitCode: 1, stdout: '' })
    expect(unseen.stderr).toContain('the account can’t see NOPE; the projects it sees: ALP (Alpha)')
    expect(unasked.exitCode).toBe(78)
    expect(unasked.stderr).toContain('JIRA_API_TOKEN is not set, and there is no terminal to ask on')
    const stored = await databaseText()
    for (const name of ['refused', 'unreachable', 'unseen', 'unasked']) expect(stored).not.toContain(name)
  })

  it('names a missing right as one, and connects nevertheless', async () => {
    jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET users/search' }] })
    const connected = await line.runHere(jiraWords('jira'), { JIRA_API_TOKEN: credentials.apiToken })
    jira.faults.set({})
    expect(connected).toMatchObject({ exitCode: 0 })
    expect(connected.stdout).toContain(
      'Warning: missing permission: Jira doesn’t list people to this account',
    )
    expect(connected.stdout).toContain('"Browse users and groups"')
    expect(connected.stdout).not.toContain('missing e-mail')
  })

  it.each(['POST search/jql', 'POST changelog/bulkfetch'])(
    'keeps nothing that sees projects and may not %s, as a sync would',
    async (endpoint) => {
      jira.faults.set({ rules: [{ kind: 'forbidden', endpoint }] })
      const refused = await line.runHere(jiraWords('jira'), { JIRA_API_TOKEN: credentials.apiToken })
      jira.faults.set({})
      expect(refused).toMatchObject({ exitCode: 78, stdout: '' })
      expect(refused.stderr).toContain(
        'forbids the account to search their tickets or to read their histories',
      )
    },
  )

  it('never takes a secret as an argument, and sends none over plain http to another machine', async () => {
    const [argument, plain] = await Promise.all([
      line.runHere([...jiraWords('x'), '--token', 'abc']),
      line.runHere(jiraWords('x', 'http://jira.company.example'), { JIRA_API_TOKEN: credentials.apiToken }),
    ])
    expect(argument).toMatchObject({ exitCode: 2, stdout: '' })
    expect(argument.stderr).toContain("unknown option '--token'")
    expect(plain.exitCode).toBe(78)
    expect(plain.stderr).toContain('must begin with https')
  })

  it('refuses an address that holds a password, and never repeats it', async () => {
    const [jiraRefused, linearRefused] = await Promise.all([
      line.runHere(jiraWords('x', 'https://ada:hunter2hunter2@jira.company.example'), {
        JIRA_API_TOKEN: credentials.apiToken,
      }),
      line.runHere(
        ['connect', 'linear', '--name', 'x', '--url', 'https://:hunter2hunter2@linear.company.example'],
        {
          LINEAR_API_KEY: linearKey,
        },
      ),
    ])
    for (const { exitCode, stdout, stderr } of [jiraRefused, linearRefused]) {
      expect(exitCode).toBe(78)
      expect(stderr).toContain('contains a user name or password')
      expect(stdout + stderr).not.toContain('hunter2')
    }
  })

  it('says so where the database is out of reach, without its password', async () => {
    const ended = await line.runHere(['connections'], {
      DATABASE_URL: 'postgresql://plumbline:hunter2hunter2@127.0.0.1:1/x',
    })
    expect(ended).toMatchObject({ exitCode: 69, stdout: '' })
    expect(ended.stderr).toContain('DATABASE_URL')
    expect(ended.stderr).not.toContain('hunter2')
    expect(ended.stderr).not.toContain('    at ')
  })

  it('makes, keeps and switches off the secret of webhooks, and keeps when a secret expires', async () => {
    const hooks = (...words: string[]) =>
      line.runHere(['connections', 'hooks', ...words, '--json'], { PLUMBLINE_WEBHOOK_SECRET: 'lin_wh_given' })
    const made: { address: string; secret: string } = JSON.parse((await hooks('jira')).stdout)
    expect(made.address).toMatch(/\/hooks\/[0-9a-f-]{36}$/)
    expect(made.secret).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.parse((await hooks('linear', '--given-secret')).stdout)).toMatchObject({ secret: null })
    const again: { secret: string } = JSON.parse((await hooks('jira')).stdout)
    expect(again.secret).not.toBe(made.secret)
    expect(JSON.parse((await hooks('jira', '--off')).stdout)).toMatchObject({ hooks: 'off' })
    const expires = await line.runHere(['connections', 'expires', 'jira', '2099-01-31'])
    expect(expires.stdout).toContain('expires on 2099-01-31')
    const stored = await databaseText()
    expect(stored).toContain('2099-01-31')
    for (const secret of [made.secret, again.secret, 'lin_wh_given']) expect(stored).not.toContain(secret)
    expect((await line.runHere(['connections', 'expires', 'jira', '2099-02-31'])).exitCode).toBe(2)
  })

  it('forgets a connection, and tells the names there are for one that is not', async () => {
    const unknown = await line.runHere(['disconnect', 'jra'])
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' })
    expect(unknown.stderr).toContain('there are: jira, linear')
    const removed = await line.runHere(['disconnect', 'jira', '--json'])
    expect(JSON.parse(removed.stdout)).toMatchObject({ name: 'jira', removed: true })
    expect(await databaseText('audit_entries')).not.toContain(jira.url)
  })
})
