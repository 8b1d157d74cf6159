import { isFree } from '../../embedded/process/free-port.ts'

/** Below the ports that Linux and macOS give out by themselves. */
const [lowest, ports] = [20_000, 10_000]

/** A free TCP port of loopback that nobody is given by chance, so that a server can come later, or come back. */
export async function keptPort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * ports)
    if (await isFree(port)) return port
  }
}
