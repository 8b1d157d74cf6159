import type { Instant } from '../../instant.ts'
import type { Steps } from '../../steps.ts'
import { Column } from './columns.ts'

/** Above it the engine's sort is faster than moving each time to its place. */
const fewTimes = 32
/** A step of so many takes less than a millisecond. */
const itemsPerStep = 4096

/** When things happened to tickets, which go by place: added in any order, then asked for ticket by ticket. */
export class EventTimes {
  #places = new Column('int32')
  #times = new Column()

  push(place: number, at: Instant): void {
    this.#places.push(place)
    this.#times.push(at)
  }

  /**
   * Each place's times, in order; what was added is let go.
   * @param placeCount one more than the last place
   */
  *inOrder(placeCount: number): Steps<(place: number) => Float64Array> {
    const length = this.#times.length
    const ends = new Uint32Array(placeCount)
    for (let index = 0; index < length; index += 1) {
      const place = this.#places.at(index)
      ends[place] = (ends[place] ?? 0) + 1
      if (index % itemsPerStep === 0) yield
    }
    let end = 0
    for (const [place, count] of ends.entries()) {
      ends[place] = end
      end += count
    }
    yield
    // As each time is put down, its place's end moves from where the times begin to behind the last one.
    const sorted = new Float64Array(length)
    for (let index = 0; index < length; index += 1) {
      const place = this.#places.at(index)
      const next = ends[place] ?? 0
      sorted[next] = this.#times.at(index)
      ends[place] = next + 1
      if (index % itemsPerStep === 0) yield
    }
    this.#places = new Column('int32')
    this.#times = new Column()
    const timesOf = (place: number) => sorted.subarray(place === 0 ? 0 : ends[place - 1], ends[place])
    for (let place = 0; place < placeCount; place += 1) {
      sort(sorted, place === 0 ? 0 : (ends[place - 1] ?? 0), ends[place] ?? 0)
      if (place % itemsPerStep === 0) yield
    }
    return timesOf
  }
}

/** Sorts a part of the times: few, and as good as in order. */
function sort(times: Float64Array, start: number, end: number): void {
  if (end - start > fewTimes) {
    times.subarray(start, end).sort()
    return
  }
  for (let index = start + 1; index < end; index += 1) {
    const time = times[index] ?? 0
    let before = index - 1
    for (; before >= start && (times[before] ?? 0) > time; before -= 1) times[before + 1] = times[before] ?? 0
    times[before + 1] = time
  }
}
