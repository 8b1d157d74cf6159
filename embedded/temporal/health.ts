import { connect } from 'node:net'
import { Connection } from '@temporalio/client'

/** For connections to a server on this machine: gRPC would otherwise ask the company's proxy (`https_proxy`) for it. */
export const withoutProxy = { channelArgs: { 'grpc.enable_http_proxy': 0 } }

/** On a busy machine a second goes by before an answer that is there is looked at. */
const attemptMs = 10_000

/** Whether a Temporal server takes requests for the namespace `default` there, right now. */
export async function answersAt(address: string): Promise<boolean> {
  // Cheaper than a client, and quiet: before the port is open nothing else need be asked.
  if (!(await isListening(address))) return false
  let connection: Connection | null = null
  try {
    connection = await Connection.connect({ address, connectTimeout: attemptMs, ...withoutProxy })
    await connection.workflowService.describeNamespace({ namespace: 'default' })
    return true
  } catch (error) {
    // The client's own errors all mean "not yet" here: refused, cut, not serving, namespace not made.
    if (error instanceof Error) return false
    throw error
  } finally {
    await connection?.close()
  }
}

/** Whether anything takes connections at this `host:port`. */
export function isListening(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 7233),
    timeout: attemptMs,
  })
  const settle = (open: boolean): void => {
    socket.destroy()
    resolve(open)
  }
  socket.once('connect', () => settle(true))
  socket.once('error', () => settle(false))
  socket.once('timeout', () => settle(false))
  return promise
}
