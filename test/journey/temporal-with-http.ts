import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { answersAt } from '../../embedded/temporal/health.ts'
import { keptPort } from '../setup/kept-port.ts'
import { waitUntil } from '../setup/wait-until.ts'

/** Temporal's dev server as we start it, in memory, with a known port for the HTTP API that it opens beside gRPC anyway. */
export async function startTemporalWithHttp(): Promise<
  AsyncDisposable & { readonly address: string; readonly httpUrl: string }
> {
  const explicitPath = process.env['TEMPORAL_CLI_PATH'] ?? null
  const binary = await findTemporalBinary({ explicitPath, log: () => undefined })
  const [grpc, http] = [await keptPort(), await keptPort()]
  const ports = ['--port', String(grpc), '--http-port', String(http)]
  const child = spawn(
    binary,
    ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', ...ports, '--log-level', 'error'],
    { stdio: 'ignore' },
  )
  const exited = once(child, 'exit')
  const address = `127.0.0.1:${grpc}`
  await waitUntil(() => {
    if (child.exitCode !== null) throw new Error(`Temporal ended at its start with ${child.exitCode}.`)
    return answersAt(address)
  })
  return {
    address,
    httpUrl: `http://127.0.0.1:${http}`,
    async [Symbol.asyncDispose]() {
      child.kill()
      await exited
    },
  }
}
