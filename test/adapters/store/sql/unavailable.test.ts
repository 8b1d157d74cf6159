import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openStore, type Store, StoreUnavailableError } from '../../../../adapters/store/sql/client.ts'
import { migrate } from '../../../../adapters/store/sql/migrate.ts'
import { adviceOn } from '../../../../adapters/store/sql/unavailable.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'

let database: TestDatabase
let admin: Store
let name: string
const poolers: Server[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  admin = await openStore({ databaseUrl: database.url })
  name = new URL(database.url).pathname.slice(1)
})

afterEach(() => {
  for (const pooler of poolers.splice(0)) pooler.close()
})

afterAll(async () => {
  await admin.close()
  await database.drop()
})

/** The failure of some work on a store of its own. */
async function failureOf(databaseUrl: string, sql: string): Promise<unknown> {
  const store = await openStore({ databaseUrl })
  try {
    await store.pool.query(sql)
  } catch (error) {
    return error
  } finally {
    await store.close()
  }
  throw new Error('It did not fail.')
}

/** @param connections how many it may have at a time; one that was ended counts until its server process is gone */
async function asRole(role: string, connections = -1): Promise<string> {
  await admin.pool.query(`create role ${role} login password 'open-sesame' connection limit ${connections}`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'open-sesame'
  return url.href
}

test('a user without rights is told which one is missing; up-to-date tables need none to make others', async () => {
  const url = await asRole(`reader_of_${name}`)
  const error = await failureOf(url, 'select * from tickets')
  expect(error).toBeInstanceOf(StoreUnavailableError)
  expect(String(error)).toMatch(/permission denied for table tickets: let the user .* own the database/)
  await admin.pool.query(`grant select on _prisma_migrations to reader_of_${name}`)
  expect(await migrate(url)).toEqual({ applied: [] })
  await admin.pool.query(`drop owned by reader_of_${name}; drop role reader_of_${name}`)
})

test('a server with no connection left says so', async () => {
  const url = await asRole(`pair_of_${name}`, 2)
  const first = await openStore({ databaseUrl: url })
  await expect(openStore({ databaseUrl: url })).rejects.toThrow(/has no connection left/)
  await first.close()
  await admin.pool.query(`drop role pair_of_${name}`)
})

test('a read-only database is reported as such', async () => {
  const url = new URL(database.url)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const error = await failureOf(url.href, "update connections set name = 'other'")
  expect(error).toBeInstanceOf(StoreUnavailableError)
  expect(String(error)).toMatch(/read-only: let DATABASE_URL name the primary/)
})

test('a database that can’t hold every character is refused at start', async () => {
  await admin.pool.query(`create database latin_${name} encoding 'LATIN1' locale 'C' template template0`)
  const url = new URL(database.url)
  url.pathname = `/latin_${name}`
  await expect(openStore({ databaseUrl: url.href })).rejects.toThrow(/has the encoding LATIN1.*encoding UTF8/)
  await admin.pool.query(`drop database latin_${name} with (force)`)
})

test('a server that takes no encrypted connections says so', async () => {
  await expect(openStore({ databaseUrl: `${database.url}?sslmode=verify-full` })).rejects.toThrow(
    /takes no encrypted connections/,
  )
})

test('a certificate file that is not there is said to be so, and an address that is none', async () => {
  const opening = openStore({ databaseUrl: `${database.url}?sslmode=verify-full&sslrootcert=/no/such.pem` })
  await expect(opening).rejects.toThrow(/certificate or key file/)
  const misspelt = openStore({ databaseUrl: 'postgresql://user:open sesame@[host/db' })
  await expect(misspelt).rejects.toBeInstanceOf(StoreUnavailableError)
  await expect(misspelt).rejects.not.toThrow(/sesame/)
})

test('a statement that is cancelled says so', async () => {
  const error = await failureOf(database.url, 'set statement_timeout = 10; select pg_sleep(5)')
  expect(error).toBeInstanceOf(StoreUnavailableError)
  expect(String(error)).toMatch(/took too long/)
})

test.each([
  ['53100', /disk is full/],
  ['53200', /short of memory/],
  ['57P03', /is starting/],
  ['57P05', /ended the connection/],
  ['58030', /can't read or write its own files/],
  ['XX001', /damaged/],
  ['08006', /check that PostgreSQL runs/],
  ['40P01', /others held/],
  ['CERT_HAS_EXPIRED', /certificate has expired/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /not trusted/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
])('%s has its advice', (code, advice) => {
  expect(adviceOn(Object.assign(new Error('as the driver says'), { code }))).toMatch(advice)
})

test('a pooler that hands connections on after each statement has the advice of one that does so after each transaction', () => {
  const error = new Error('transaction blocks not allowed in statement pooling mode')
  expect(adviceOn(Object.assign(error, { code: '08P01' }))).toMatch(/a pooler in session mode/)
})

test.each(['42601', '42P01', '22P02', '23505', 'XX000'])('%s is a mistake of ours', (code) => {
  expect(adviceOn(Object.assign(new Error('as the driver says'), { code }))).toBe(null)
})

test('a pooler that takes no settings at the start of a session is worked with', async () => {
  const { url, refused } = await openPooler((bytes) => bytes)
  const store = await openStore({ databaseUrl: url })
  const { rows } = await store.pool.query(
    `select current_setting('TimeZone') as zone, current_setting('statement_timeout') as timeout`,
  )
  await store.close()
  expect(rows).toEqual([{ zone: 'UTC', timeout: '2min' }])
  expect(refused).toEqual([])
})

test('a session that can’t be brought to UTC is refused', async () => {
  const { url } = await openPooler((bytes) =>
    Buffer.from(bytes.toString('latin1').replace("'UTC'", "'GMT'"), 'latin1'),
  )
  await expect(openStore({ databaseUrl: url })).rejects.toThrow(/runs in the time zone "GMT"/)
})

/** Start-up parameters that PgBouncer knows; it refuses sessions that bring others. */
const knownParameters = new Set(['user', 'database', 'application_name', 'client_encoding'])

/** What PgBouncer does at the start of a session, before our server; then it passes everything on, through `change`. */
async function openPooler(change: (bytes: Buffer) => Buffer): Promise<{ url: string; refused: string[] }> {
  const upstream = new URL(database.url)
  const refused: string[] = []
  const pooler = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (startup: Buffer) => {
      const words = startup.subarray(8).toString('utf8').split('\0')
      const names = words.filter((word, index) => index % 2 === 0 && word !== '')
      const unknown = names.find((each) => !knownParameters.has(each))
      if (unknown !== undefined) {
        refused.push(unknown)
        socket.end(errorMessage(`unsupported startup parameter: ${unknown}`))
      } else join(socket, startup)
    })
  })
  function join(socket: Socket, startup: Buffer): void {
    const server = connect(Number(upstream.port), upstream.hostname)
    server.on('error', () => socket.destroy())
    socket.on('close', () => server.destroy())
    server.write(startup)
    socket.on('data', (bytes: Buffer) => server.write(change(bytes)))
    server.pipe(socket)
  }
  pooler.listen(0, '127.0.0.1')
  await once(pooler, 'listening')
  poolers.push(pooler)
  const address = pooler.address()
  const url = new URL(database.url)
  url.port = typeof address === 'object' ? String(address?.port) : ''
  return { url: url.href, refused }
}

function errorMessage(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}
