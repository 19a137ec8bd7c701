// What happens to rows between the matrix products: norms, attention weights, bends. Every function is given bytes and counts.

const EPSILON: f32 = 0.000001

/** y = (x - mean) / deviation * scale + shift for each row; keeps what is left of x (`left`) and 1 / deviation (`inverse`). */
export function normalise(
  rows: i32,
  width: i32,
  x: usize,
  scale: usize,
  shift: usize,
  y: usize,
  left: usize,
  inverse: usize,
): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    let sum: f32 = 0
    for (let j: usize = 0; j < size; j += 4) sum += f32.load(x + j)
    const mean: f32 = sum / <f32>width
    let square: f32 = 0
    for (let j: usize = 0; j < size; j += 4) {
      const away: f32 = f32.load(x + j) - mean
      square += away * away
    }
    const by: f32 = 1 / Mathf.sqrt(square / <f32>width + EPSILON)
    f32.store(inverse + ((<usize>r) << 2), by)
    for (let j: usize = 0; j < size; j += 4) {
      const value: f32 = (f32.load(x + j) - mean) * by
      f32.store(left + j, value)
      f32.store(y + j, value * f32.load(scale + j) + f32.load(shift + j))
    }
    x += size
    y += size
    left += size
  }
}

/** The way back through `normalise`: adds to dx, to the scale's and to the shift's gradient. */
export function normaliseBack(
  rows: i32,
  width: i32,
  dy: usize,
  scale: usize,
  left: usize,
  inverse: usize,
  dx: usize,
  dScale: usize,
  dShift: usize,
): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    let plain: f32 = 0
    let along: f32 = 0
    for (let j: usize = 0; j < size; j += 4) {
      const d: f32 = f32.load(dy + j)
      const value: f32 = f32.load(left + j)
      const t: f32 = d * f32.load(scale + j)
      plain += t
      along += t * value
      f32.store(dScale + j, f32.load(dScale + j) + d * value)
      f32.store(dShift + j, f32.load(dShift + j) + d)
    }
    plain /= <f32>width
    along /= <f32>width
    const by: f32 = f32.load(inverse + ((<usize>r) << 2))
    for (let j: usize = 0; j < size; j += 4) {
      const t: f32 = f32.load(dy + j) * f32.load(scale + j)
      f32.store(dx + j, f32.load(dx + j) + by * (t - plain - f32.load(left + j) * along))
    }
    dy += size
    dx += size
    left += size
  }
}

/** Each row into weights that sum to one. */
export function softmax(rows: i32, width: i32, x: usize): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    let top: f32 = f32.load(x)
    for (let j: usize = 4; j < size; j += 4) top = max(top, f32.load(x + j))
    let sum: f32 = 0
    for (let j: usize = 0; j < size; j += 4) {
      const value: f32 = Mathf.exp(f32.load(x + j) - top)
      f32.store(x + j, value)
      sum += value
    }
    for (let j: usize = 0; j < size; j += 4) f32.store(x + j, f32.load(x + j) / sum)
    x += size
  }
}

/** The way back through `softmax`, in place on dp; `by` is the scale of what went in. */
export function softmaxBack(rows: i32, width: i32, p: usize, dp: usize, by: f32): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    let sum: f32 = 0
    for (let j: usize = 0; j < size; j += 4) sum += f32.load(p + j) * f32.load(dp + j)
    for (let j: usize = 0; j < size; j += 4) {
      f32.store(dp + j, f32.load(p + j) * (f32.load(dp + j) - sum) * by)
    }
    p += size
    dp += size
  }
}

/** Copies one row over many: the bias before a product is added to it. */
export function spread(rows: i32, width: i32, row: usize, to: usize): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    memory.copy(to, row, size)
    to += size
  }
}

/** Adds all rows to one. */
export function gather(rows: i32, width: i32, from: usize, to: usize, by: f32): void {
  const size: usize = (<usize>width) << 2
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: usize = 0; j < size; j += 4) {
      f32.store(to + j, f32.load(to + j) + by * f32.load(from + j))
    }
    from += size
  }
}

/** to += by * from. */
export function addTo(count: i32, from: usize, to: usize, by: f32): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) {
    f32.store(to + j, f32.load(to + j) + by * f32.load(from + j))
  }
}

/** to *= from. */
export function multiplyTo(count: i32, from: usize, to: usize): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4)
    f32.store(to + j, f32.load(to + j) * f32.load(from + j))
}

/** Nothing below zero. */
export function rectify(count: i32, x: usize): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) f32.store(x + j, max(f32.load(x + j), 0))
}

/** The way back: nothing where nothing came out. */
export function rectifyBack(count: i32, y: usize, dy: usize): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) if (f32.load(y + j) <= 0) f32.store(dy + j, 0)
}

export function bend(count: i32, x: usize): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) f32.store(x + j, Mathf.tanh(f32.load(x + j)))
}

export function bendBack(count: i32, y: usize, dy: usize): void {
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) {
    const value: f32 = f32.load(y + j)
    f32.store(dy + j, f32.load(dy + j) * (1 - value * value))
  }
}
