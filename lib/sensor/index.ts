export { installSensor } from './sensor';
export { giveHandle, listenToSensor, type SensorLine, SIGNALS, type Signal } from './signals';
