/** The CPU that the longest turn of the event loop took. Clocks tell of what else the machine does. */
export class LongestTurn {
  cpuMs = 0
  #isOver = false

  begin(): void {
    let before = process.threadCpuUsage()
    const turn = () => {
      const { user, system } = process.threadCpuUsage(before)
      this.cpuMs = Math.max(this.cpuMs, (user + system) / 1000)
      before = process.threadCpuUsage()
      if (!this.#isOver) setImmediate(turn)
    }
    setImmediate(turn)
  }

  end(): void {
    this.#isOver = true
  }
}
