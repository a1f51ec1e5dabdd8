import { fill } from './fill.ts';

Object.assign(globalThis, { fillPractice: fill });
