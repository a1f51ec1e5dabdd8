export { installSensor } from './sensor';
export { giveHandle, hearSensor, SIGNALS, type Signal } from './signals';
