import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { openCacheFolder } from '../process/cache-folder.ts'
import { run } from '../process/run-command.ts'
import { EmbeddedTemporalError, TemporalPathError } from './error.ts'
import { type CliSource, cliSources } from './sources.ts'

export interface TemporalBinaryOptions {
  /** `TEMPORAL_CLI_PATH`: if set, nothing else is tried. */
  readonly explicitPath: string | null
  /** Where a download is kept for the next time; else as cache-folder.ts finds it. */
  readonly cacheFolder?: string
  /** Called with a line about each download. */
  readonly log: (line: string) => void
  /** Ways to get the program, tried in order; given by tests. */
  readonly sources?: readonly CliSource[]
}

/**
 * Finds Temporal's command line program, which carries the server: as configured, on the PATH, in our cache, else downloaded.
 * Two processes at once may both download; the cache only ever holds whole files.
 * @throws TemporalPathError for a configured one that doesn't run
 * @throws EmbeddedTemporalError which lists what was tried and why each way failed
 */
export async function findTemporalBinary(options: TemporalBinaryOptions): Promise<string> {
  if (options.explicitPath) {
    const fault = await faultOf(options.explicitPath)
    if (fault === null) return options.explicitPath
    throw new TemporalPathError(
      `TEMPORAL_CLI_PATH names ${options.explicitPath}, which doesn't run: ${fault}`,
    )
  }
  const cacheFolder = options.cacheFolder ?? openCacheFolder()
  const sources = options.sources ?? cliSources
  const cached = sources.map((source) => cachedFile(cacheFolder, source))
  for (const candidate of [...onPath('temporal'), ...new Set(cached)]) {
    if (existsSync(candidate) && (await faultOf(candidate)) === null) return candidate
  }
  return await download(cacheFolder, sources, options.log)
}

function cachedFile(cacheFolder: string, { version }: CliSource): string {
  return join(cacheFolder, `temporal-${version}`, 'temporal')
}

async function download(
  cacheFolder: string,
  sources: readonly CliSource[],
  log: (line: string) => void,
): Promise<string> {
  const tried: string[] = []
  mkdirSync(cacheFolder, { recursive: true })
  for (const source of sources) {
    const folder = mkdtempSync(join(cacheFolder, 'fetching-'))
    try {
      log(`Temporal: fetching its server, version ${source.version}, from ${source.name} (${source.size}).`)
      const startedAt = Date.now()
      const got = await source.fetch(folder)
      const fault = got.file === null ? got.failure : await faultOf(got.file)
      if (got.file !== null && fault === null) {
        const kept = cachedFile(cacheFolder, source)
        mkdirSync(dirname(kept), { recursive: true })
        renameSync(got.file, kept)
        log(`Temporal: fetched in ${Math.round((Date.now() - startedAt) / 1000)} s, kept as ${kept}.`)
        return kept
      }
      log(`Temporal: not to be had from ${source.name}.`)
      tried.push(`- ${source.name}: ${fault}`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  throw new EmbeddedTemporalError(
    `Temporal's server program could not be found or fetched. Not on the PATH, not in ${cacheFolder}, and:\n${tried.join('\n')}\n` +
      'Install the Temporal CLI (https://docs.temporal.io/cli) and start again, or name it in TEMPORAL_CLI_PATH, or set ' +
      'TEMPORAL_ADDRESS to a Temporal server of yours.',
  )
}

/** The oldest 1.x server with the features our workflows use. */
const oldestServerMinor = 27

/**
 * Null when the file runs and its server is new enough; else why not.
 * Judged by the server and not by the program's own version, which is 0.0.0-DEV when built from source:
 * `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`.
 */
async function faultOf(file: string): Promise<string | null> {
  const said = await run(file, ['--version'], { timeoutMs: 20_000 })
  if (said.failure !== null) return said.failure
  const [, major, minor] = /^temporal version \S+ \(Server (\d+)\.(\d+)/i.exec(said.output) ?? []
  if (major === undefined) return `it answers --version with "${said.output.slice(0, 80)}"`
  if (Number(major) > 1 || Number(minor) >= oldestServerMinor) return null
  return `its server is ${major}.${minor}, and 1.${oldestServerMinor} or newer is needed`
}

/** The PATH is read here and not in the configuration: it is the system's, and a program is looked up in it. */
function onPath(program: string): string[] {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => (folder ? [join(folder, program)] : []))
}
