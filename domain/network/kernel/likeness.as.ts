// How alike a row of signed bytes is to many others.

/** to[r] = by * (row r of `many` · `one`) for each row. `width` is a multiple of eight. */
export function likeness(rows: i32, width: i32, one: usize, many: usize, by: f32, to: usize): void {
  for (let r: i32 = 0; r < rows; r++) {
    let sum = i32x4.splat(0)
    for (let j: usize = 0; j < <usize>width; j += 8) {
      const product = i32x4.dot_i16x8_s(v128.load_ext<i8>(one + j), v128.load_ext<i8>(many + j))
      sum = i32x4.add(sum, product)
    }
    const half = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1)
    f32.store(to, by * <f32>(half + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)))
    many += width
    to += 4
  }
}
