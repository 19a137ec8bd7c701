export { multiply, pack } from './gemm.as'
export {
  addTo,
  bend,
  bendBack,
  gather,
  multiplyTo,
  normalise,
  normaliseBack,
  rectify,
  rectifyBack,
  softmax,
  softmaxBack,
  spread,
} from './rows.as'
export { likeness } from './likeness.as'
export { adam, mask, sumOfSquares } from './learn.as'

/** Where the kernel's own tables end and the room for others begins. */
export function base(): usize {
  return __heap_base
}
