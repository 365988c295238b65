/** By which controllers and handlers are given what they work with. */
export const STOCKBOOK = Symbol('STOCKBOOK');
export const READ_MODELS = Symbol('READ_MODELS');
export const METRICS = Symbol('METRICS');
export const GATE = Symbol('GATE');
export const ROUTES = Symbol('ROUTES');
