// The build puts these where it finds an element: shorter than the automatic runtime, and no view has to import them.
export { Fragment, h } from 'preact'
