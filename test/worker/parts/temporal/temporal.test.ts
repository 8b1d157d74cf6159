import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { openTemporal, TemporalUnavailableError } from '../../../../worker/parts/temporal/temporal.ts'
import { TemporalTlsError } from '../../../../worker/parts/temporal/tls.ts'
import { pause } from '../../../../worker/process/pause.ts'
import { silent } from '../../../../worker/process/say.ts'
import { readConfig } from '../../../../worker/settings/config.ts'
import { ConfigError } from '../../../../worker/settings/config-error.ts'
import { newSecretKey } from '../../../journey/scene.ts'
import { startTcpRelay } from '../../../setup/tcp-relay.ts'
import { testTemporalAddress } from '../../../setup/temporal.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'

it('opens a cluster by its address and its namespace', async () => {
  const temporal = await open({})
  expect(temporal).toMatchObject({ namespace: 'default', uiUrl: null })
  await temporal.close()
})

it.each([['a namespace that is not there', { TEMPORAL_NAMESPACE: 'nobodys' }, 'nobodys is not found']])(
  'says what is wrong with %s, and which variables to look at',
  async (_what, environment, words) => {
    const error: unknown = await open(environment).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(TemporalUnavailableError)
    expect(error).toMatchObject({ message: expect.stringContaining(words) })
    expect(error).toMatchObject({ message: expect.stringContaining('TEMPORAL_NAMESPACE') })
  },
)

it.each([
  ['TEMPORAL_TLS_CA_FILE', '/no.pem', { TEMPORAL_TLS_CA_FILE: '/no.pem' }],
  ['TEMPORAL_TLS_CA_FILE', import.meta.dirname, { TEMPORAL_TLS_CA_FILE: import.meta.dirname }],
  ['TEMPORAL_TLS_CA_FILE', import.meta.filename, { TEMPORAL_TLS_CA_FILE: import.meta.filename }],
  [
    'TEMPORAL_TLS_CERT_FILE',
    import.meta.filename,
    { TEMPORAL_TLS_CERT_FILE: import.meta.filename, TEMPORAL_TLS_KEY_FILE: '/no.pem' },
  ],
])('takes %s that names %s for a mistake in the settings, and names both', async (variable, path, files) => {
  const error: unknown = await open({ TEMPORAL_TLS: 'true', ...files }).catch((each: unknown) => each)
  expect(error).toBeInstanceOf(ConfigError)
  expect(error).toMatchObject({ message: expect.stringContaining(`${variable} names`) })
  expect(error).toMatchObject({ message: expect.stringContaining(path) })
})

// Each waits for its first attempt's end: side by side.
describe.concurrent('a server whose TLS does not fit the settings is told at the first attempt', () => {
  it('where it speaks plain', async () => {
    const error: unknown = await open({ TEMPORAL_TLS: 'true' }).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(TemporalUnavailableError)
    expect(error).toMatchObject({ message: expect.stringContaining('set TEMPORAL_TLS=false') })
    expect(error).toMatchObject({ cause: expect.any(TemporalTlsError) })
  })

  it.each([
    ['where it expects TLS', 'false', 'set TEMPORAL_TLS=true'],
    ['where its certificate is not trusted', 'true', 'DEPTH_ZERO_SELF_SIGNED_CERT; see TEMPORAL_TLS_CA_FILE'],
  ])('%s', async (_where, TEMPORAL_TLS, words) => {
    const server = createServer({ key: pem('key'), cert: pem('cert') }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const place = server.address()
    const TEMPORAL_ADDRESS = `127.0.0.1:${typeof place === 'object' ? place?.port : ''}`
    const error: unknown = await open({ TEMPORAL_ADDRESS, TEMPORAL_TLS }).catch((each: unknown) => each)
    server.close()
    expect(error).toMatchObject({
      message: expect.stringContaining(words),
      cause: expect.any(TemporalTlsError),
    })
  })
})

it('reaches its own server past a proxy that the environment names', async () => {
  const folder = makeTestFolder()
  vi.stubEnv('https_proxy', 'http://127.0.0.1:1')
  try {
    const { TEMPORAL_CLI_PATH } = process.env
    const temporal = await openTemporal(
      { config: readConfig({ PLUMBLINE_DATA_DIR: folder, TEMPORAL_CLI_PATH }), say: silent },
      async () => newSecretKey().keys,
    )
    await temporal.client.workflowService.describeNamespace({ namespace: 'default' })
    await temporal.close()
  } finally {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  }
})

it('can be closed while a call to a lost server is tried again', async () => {
  const relay = await startTcpRelay(await testTemporalAddress())
  const temporal = await open({ TEMPORAL_ADDRESS: relay.address })
  await relay.close()
  const call = temporal.client.workflowService.describeNamespace({ namespace: 'default' })
  const failed = expect(call).rejects.toThrow()
  // Long enough for the first attempt to fail, and a retry to wait.
  await pause(300)
  await temporal.close()
  await failed
  // A retry after the close would throw from its timer, and fail this file.
  await pause(1_500)
})

async function open(environment: Readonly<Record<string, string>>) {
  const config = readConfig({ TEMPORAL_ADDRESS: await testTemporalAddress(), ...environment })
  return await openTemporal({ config, say: silent }, async () => newSecretKey().keys)
}

function pem(part: 'key' | 'cert'): Buffer {
  return readFileSync(
    join(import.meta.dirname, '..', '..', '..', 'fixtures', 'tls', `self-signed.${part}.pem`),
  )
}
