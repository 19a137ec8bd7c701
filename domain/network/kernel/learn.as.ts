// Learning: chance that is the same everywhere, and the step of Adam with weight decay (Loshchilov and Hutter, 2019).

/** Fills with 0 (with this chance) or 1 / (1 - chance): dropout. Gives the next state. */
export function mask(count: i32, to: usize, chance: f32, state: u32): u32 {
  const kept: f32 = 1 / (1 - chance)
  const below: u32 = <u32>(<f64>chance * 4294967295)
  for (let j: i32 = 0; j < count; j++) {
    // xorshift32 (Marsaglia, 2003)
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    f32.store(to, state < below ? 0 : kept)
    to += 4
  }
  return state
}

export function sumOfSquares(count: i32, x: usize): f64 {
  let sum: f64 = 0
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) {
    const value: f64 = <f64>f32.load(x + j)
    sum += value * value
  }
  return sum
}

export function adam(
  count: i32,
  weights: usize,
  gradient: usize,
  mean: usize,
  variance: usize,
  clip: f32,
  rate: f32,
  decay: f32,
  fixMean: f32,
  fixVariance: f32,
): void {
  const b1: f32 = 0.9
  const b2: f32 = 0.98
  for (let j: usize = 0; j < (<usize>count) << 2; j += 4) {
    const g: f32 = f32.load(gradient + j) * clip
    const m: f32 = b1 * f32.load(mean + j) + (1 - b1) * g
    const v: f32 = b2 * f32.load(variance + j) + (1 - b2) * g * g
    f32.store(mean + j, m)
    f32.store(variance + j, v)
    const w: f32 = f32.load(weights + j)
    f32.store(weights + j, w - rate * ((m * fixMean) / (Mathf.sqrt(v * fixVariance) + 1e-8)) - decay * w)
  }
}
