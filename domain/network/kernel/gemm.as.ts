// Matrix products in 128-bit lanes: the only heavy work of the classifier. AssemblyScript: compiled by `npm run kernel`.
// Matrices are f32; strides are in elements, pointers in bytes. The right side is packed once and used many times.

const ROWS: i32 = 4
const COLUMNS: i32 = 8

/** Packs B (k rows, n columns) into panels of eight columns: k * n rounded up to eight floats at `to`. */
export function pack(n: i32, k: i32, b: usize, rowStride: i32, columnStride: i32, to: usize): void {
  for (let j: i32 = 0; j < n; j += COLUMNS) {
    const columns: i32 = min(COLUMNS, n - j)
    let from: usize = b + ((<usize>(j * columnStride)) << 2)
    const step: usize = (<usize>rowStride) << 2
    const wide: usize = (<usize>columnStride) << 2
    if (columns == COLUMNS && columnStride == 1) {
      for (let p: i32 = 0; p < k; p++) {
        v128.store(to, v128.load(from))
        v128.store(to + 16, v128.load(from, 16))
        to += 32
        from += step
      }
    } else if (columns == COLUMNS) {
      for (let p: i32 = 0; p < k; p++) {
        f32.store(to, f32.load(from))
        f32.store(to + 4, f32.load(from + wide))
        f32.store(to + 8, f32.load(from + 2 * wide))
        f32.store(to + 12, f32.load(from + 3 * wide))
        f32.store(to + 16, f32.load(from + 4 * wide))
        f32.store(to + 20, f32.load(from + 5 * wide))
        f32.store(to + 24, f32.load(from + 6 * wide))
        f32.store(to + 28, f32.load(from + 7 * wide))
        to += 32
        from += step
      }
    } else {
      for (let p: i32 = 0; p < k; p++) {
        for (let q: i32 = 0; q < COLUMNS; q++) {
          f32.store(to, q < columns ? f32.load(from + <usize>q * wide) : 0)
          to += 4
        }
        from += step
      }
    }
  }
}

/** C (m rows, n columns) = scale * A * B, added to what stands there when `add`. `work` holds k * 4 floats. */
export function multiply(
  m: i32,
  n: i32,
  k: i32,
  scale: f32,
  a: usize,
  rowStride: i32,
  columnStride: i32,
  packed: usize,
  c: usize,
  width: i32,
  add: i32,
  work: usize,
): void {
  for (let i: i32 = 0; i < m; i += ROWS) {
    const rows: i32 = min(ROWS, m - i)
    packRows(rows, k, a + ((<usize>(i * rowStride)) << 2), rowStride, columnStride, work)
    let panel: usize = packed
    for (let j: i32 = 0; j < n; j += COLUMNS) {
      tile(rows, min(COLUMNS, n - j), k, scale, work, panel, c + ((<usize>(i * width + j)) << 2), width, add)
      panel += (<usize>k * COLUMNS) << 2
    }
  }
}

function packRows(rows: i32, k: i32, a: usize, rowStride: i32, columnStride: i32, to: usize): void {
  const row: usize = (<usize>rowStride) << 2
  const step: usize = (<usize>columnStride) << 2
  if (rows == ROWS && rowStride == 1) {
    for (let p: i32 = 0; p < k; p++) {
      v128.store(to, v128.load(a))
      to += 16
      a += step
    }
  } else if (rows == ROWS) {
    for (let p: i32 = 0; p < k; p++) {
      f32.store(to, f32.load(a))
      f32.store(to + 4, f32.load(a + row))
      f32.store(to + 8, f32.load(a + 2 * row))
      f32.store(to + 12, f32.load(a + 3 * row))
      to += 16
      a += step
    }
  } else {
    for (let p: i32 = 0; p < k; p++) {
      for (let r: i32 = 0; r < ROWS; r++) {
        f32.store(to, r < rows ? f32.load(a + <usize>r * row) : 0)
        to += 4
      }
      a += step
    }
  }
}

function tile(
  rows: i32,
  columns: i32,
  k: i32,
  scale: f32,
  a: usize,
  b: usize,
  c: usize,
  width: i32,
  add: i32,
): void {
  let c00 = f32x4.splat(0)
  let c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0)
  let c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0)
  let c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0)
  let c31 = f32x4.splat(0)
  for (let p: i32 = 0; p < k; p++) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a)
    c00 = f32x4.add(c00, f32x4.mul(x, b0))
    c01 = f32x4.add(c01, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 4)
    c10 = f32x4.add(c10, f32x4.mul(x, b0))
    c11 = f32x4.add(c11, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 8)
    c20 = f32x4.add(c20, f32x4.mul(x, b0))
    c21 = f32x4.add(c21, f32x4.mul(x, b1))
    x = v128.load32_splat(a, 12)
    c30 = f32x4.add(c30, f32x4.mul(x, b0))
    c31 = f32x4.add(c31, f32x4.mul(x, b1))
    a += 16
    b += 32
  }
  const down: usize = (<usize>width) << 2
  put(columns, scale, c, c00, c01, add)
  if (rows > 1) put(columns, scale, c + down, c10, c11, add)
  if (rows > 2) put(columns, scale, c + 2 * down, c20, c21, add)
  if (rows > 3) put(columns, scale, c + 3 * down, c30, c31, add)
}

function put(columns: i32, scale: f32, c: usize, left: v128, right: v128, add: i32): void {
  const by = f32x4.splat(scale)
  left = f32x4.mul(left, by)
  right = f32x4.mul(right, by)
  if (columns == COLUMNS) {
    if (add) {
      left = f32x4.add(left, v128.load(c))
      right = f32x4.add(right, v128.load(c, 16))
    }
    v128.store(c, left)
    v128.store(c, right, 16)
    return
  }
  for (let q: i32 = 0; q < columns; q++) {
    const value: f32 = f32x4.extract_lane(left, 0)
    f32.store(c, add ? value + f32.load(c) : value)
    c += 4
    // The next column comes to the front.
    left = i8x16.shuffle(left, right, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
    right = i8x16.shuffle(right, right, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3)
  }
}
