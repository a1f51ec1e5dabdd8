import { hostLine } from '@/lib/messaging';
import { runPanel } from './run';

runPanel({ host: (hear) => hostLine(window, hear), tab: null });
