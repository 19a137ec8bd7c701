import { png } from './png.ts'

/** The two bubbles of the widget's own mark, of 32 by 32: left, top, right, bottom, and how round. */
const FRONT = { left: 2, top: 3, right: 25, bottom: 20, round: 8 }
const BACK = { left: 9, top: 9, right: 31, bottom: 29, round: 7 }
const GREEN = [0x1d, 0x55, 0x46] as const
const GOLD = [0xc0, 0x8a, 0x1e] as const
const WHITE = [255, 255, 255] as const
/** Places looked at for one pixel, each way, so that edges are smooth. */
const FINE = 4

type Box = typeof FRONT

function isIn({ left, top, right, bottom, round }: Box, x: number, y: number): boolean {
  const dx = Math.max(left + round - x, x - (right - round), 0)
  const dy = Math.max(top + round - y, y - (bottom - round), 0)
  return dx * dx + dy * dy <= round * round
}

const grown = ({ left, top, right, bottom, round }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
  round: round + by,
})

type Colour = readonly [number, number, number]

/** What is at a place of the drawing; undefined is see-through. */
type Drawing = (x: number, y: number) => Colour | undefined

/** The back bubble shows beside the front one, with a gap between them. */
const mark =
  (front: Colour, back: Colour, ground: Colour | undefined): Drawing =>
  (x, y) => {
    if (isIn(FRONT, x, y)) return front
    if (isIn(grown(FRONT, 1.5), x, y)) return ground
    return isIn(BACK, x, y) ? back : ground
  }

function draw(size: number, drawing: Drawing, margin: number): Buffer {
  const scale = (32 + 2 * margin) / size
  return png(size, (px, py) => {
    const seen: Colour[] = []
    for (let at = 0; at < FINE * FINE; at += 1) {
      const x = (px + ((at % FINE) + 0.5) / FINE) * scale - margin
      const y = (py + (Math.floor(at / FINE) + 0.5) / FINE) * scale - margin
      const colour = drawing(x, y)
      if (colour) seen.push(colour)
    }
    if (seen.length === 0) return [0, 0, 0, 0]
    const mean = (channel: 0 | 1 | 2) =>
      Math.round(seen.reduce((sum, colour) => sum + colour[channel], 0) / seen.length)
    return [mean(0), mean(1), mean(2), Math.round((seen.length / (FINE * FINE)) * 255)]
  })
}

/** 192 by 192, full colour on a ground without see-through, with the margin that Teams asks for. */
export const colourIcon = (): Buffer => draw(192, mark(GREEN, GOLD, WHITE), 16)

/** 32 by 32, white on nothing, as Teams asks for. */
export const outlineIcon = (): Buffer => draw(32, mark(WHITE, WHITE, undefined), 1)
